using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests;

[Collection(WholeHost.Name)]
public sealed class HostScanTests
{
    private const int AF_INET = 2, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000;

    [Fact]
    public void Namespaces_that_nobody_is_in_are_found_by_what_keeps_them()
    {
        TestPrivilege.Require();
        using var byDescriptor = NetworkNamespace.CreateAnonymous();
        (NamespaceId bySocket, SafeFileHandle socket) = Abandon(ns => NamespaceWindow.OpenSocket(ns.Handle, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        (NamespaceId byOthersSocket, ProcessInside socketOwner) = Abandon(NamespaceScript.Socket);
        (NamespaceId byThread, ProcessInside threadOwner) = Abandon(NamespaceScript.Thread);
        (NamespaceId byMount, HiddenMount mount) = Abandon(ns => new HiddenMount(ns));
        using (socket)
        using (socketOwner)
        using (threadOwner)
        using (mount)
        {
            HostNamespaces host = new ProcessScanner().Scan();

            Assert.Equal((NamespaceHolderKind.Descriptor, Environment.ProcessId), OnlyHolder(host, byDescriptor.Id));
            Assert.Equal((NamespaceHolderKind.Socket, Environment.ProcessId), OnlyHolder(host, bySocket));
            Assert.Equal((NamespaceHolderKind.Socket, socketOwner.Id), OnlyHolder(host, byOthersSocket));
            Assert.Equal((NamespaceHolderKind.Thread, threadOwner.Id), OnlyHolder(host, byThread));
            Assert.Equal((NamespaceHolderKind.Mount, mount.ProcessId), OnlyHolder(host, byMount));
            Assert.Equal([mount.MountPoint], Find(host, byMount).MountPoints);
        }
    }

    [Fact]
    public void A_named_namespace_has_all_its_names_processes_and_its_owner()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using NetworkNamespace red = test.Registry.Add("red");
        using NetworkNamespace alias = test.Registry.Attach("crimson", red.Handle);
        using NetworkNamespace blue = test.Registry.Add("blue");
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(red);

        HostNamespaces host = new ProcessScanner(test.Options).Scan();

        HostNamespace found = Find(host, red.Id);
        Assert.Equal(red.Id.KernelId, found.Id.KernelId);
        Assert.Equal(["crimson", "red"], found.Names);
        Assert.Subset(found.MountPoints.ToHashSet(), new HashSet<string> { test.PathOf("red"), test.PathOf("crimson") });
        Assert.Equal(new[] { first.Id, second.Id }.Order(), found.ProcessIds);
        Assert.Equal(new FileInfo("/proc/self/ns/user").LinkTarget, string.Create(CultureInfo.InvariantCulture, $"user:[{found.OwnerUserNamespace}]"));
        Assert.Equal(EffectiveUser(), found.OwnerUserId);
        Assert.Equal(test.Registry.GetNetnsId("red"), found.NetnsId);
        Assert.Equal(["blue"], Find(host, blue.Id).Names);
        Assert.Empty(Find(host, blue.Id).ProcessIds);
    }

    [Fact]
    public void Names_are_found_without_looking_for_holders()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using NetworkNamespace red = test.Registry.Add("red");

        HostNamespaces host = new ProcessScanner(test.Options).Scan(new HostScanOptions { IncludeHolders = false, IncludeThreads = false });

        HostNamespace found = Find(host, red.Id);
        Assert.Equal(["red"], found.Names);
        Assert.NotNull(found.OwnerUserNamespace);
        Assert.All(host.Namespaces, ns => Assert.Empty(ns.Holders));
    }

    [Fact]
    public void Every_namespace_that_lsns_shows_throughout_is_found_once_and_in_order()
    {
        TestPrivilege.RequireProgram("lsns");
        HashSet<ulong> before = Lsns();

        HostNamespaces host = new ProcessScanner().Scan();

        ulong[] inodes = [.. host.Namespaces.Select(ns => ns.Id.Inode)];
        Assert.Subset(inodes.ToHashSet(), before.Intersect(Lsns()).ToHashSet());
        Assert.Equal(inodes.Distinct().Order(), inodes);
        Assert.Contains(host.Namespaces, ns => ns.ProcessIds.Contains(Environment.ProcessId));
    }

    [Theory]
    [InlineData(ProcessScanBackend.Auto, true)]
    [InlineData(ProcessScanBackend.Proc, false)]
    public void A_namespace_that_is_kept_out_of_sight_is_told_by_the_kernel_itself(ProcessScanBackend backend, bool holders)
    {
        TestPrivilege.Require();
        using (var seen = NetworkNamespace.CreateAnonymous())
            Assert.SkipUnless(seen.Id.KernelId is { } kernelId && NamespaceList.Read().Contains(kernelId), "The kernel lists no namespaces (listns(2), Linux 6.19), or not in this user and PID namespace.");
        (NamespaceId id, ProcessInside keeper) = Abandon(NamespaceScript.DescriptorInTransit);
        using (keeper)
        {
            HostNamespaces host = new ProcessScanner().Scan(new HostScanOptions { Backend = backend, IncludeHolders = holders });

            HostNamespace found = Find(host, id);
            Assert.Equal(id.KernelId, found.Id.KernelId);
            Assert.NotNull(found.OwnerUserNamespace);
            Assert.DoesNotContain(found.Holders, NotPassingBy);
            Assert.True(found.IsKnownToKernelOnly);
            Assert.False(Find(host, new ProcessScanner().Identify(Environment.ProcessId)).IsKnownToKernelOnly);
        }

        Assert.DoesNotContain(new ProcessScanner().Scan().Namespaces, ns => ns.Id == id);
    }

    [Fact]
    public void A_limit_of_descriptors_leaves_out_holders_and_nothing_else_and_says_so()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var holder = NamespaceScript.Descriptor(red);
        using var inside = ProcessInside.Wait(red);
        var scanner = new ProcessScanner();

        HostNamespaces all = scanner.Scan(new HostScanOptions { Backend = ProcessScanBackend.Proc, MaximumDescriptors = int.MaxValue });
        HostNamespaces none = scanner.Scan(new HostScanOptions { Backend = ProcessScanBackend.Proc, MaximumDescriptors = 0 });

        Assert.Equal(0, all.UnsearchedProcesses);
        Assert.Contains(Find(all, red.Id).Holders, held => held.ProcessId == holder.Id && held.Kind == NamespaceHolderKind.Descriptor);
        Assert.InRange(none.UnsearchedProcesses, 3, int.MaxValue);
        Assert.False(none.IsComplete);
        Assert.Equal([inside.Id], Find(none, red.Id).ProcessIds);
        Assert.DoesNotContain(none.Namespaces.SelectMany(ns => ns.Holders), held => held.Descriptor is not null);
    }

    [Fact]
    public void A_scan_leaves_no_descriptor_open()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();

        new ProcessScanner().Scan();
        new ProcessScanner().FindHolders(red.Id);

        int open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(path => Target(path) == red.Id.ToString());
        Assert.Equal(1, open);
    }

    /// <summary>Makes a namespace that only what is given keeps.</summary>
    private static (NamespaceId Id, T Keeper) Abandon<T>(Func<NetworkNamespace, T> keep)
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        return (ns.Id, keep(ns));
    }

    private static HostNamespace Find(HostNamespaces host, NamespaceId id) => Assert.Single(host.Namespaces, ns => ns.Id == id);

    private static (NamespaceHolderKind Kind, int ProcessId) OnlyHolder(HostNamespaces host, NamespaceId id)
    {
        HostNamespace found = Find(host, id);
        Assert.Empty(found.ProcessIds);
        Assert.Empty(found.Names);
        NamespaceHolder holder = Assert.Single(found.Holders, NotPassingBy);
        return (holder.Kind, holder.ProcessId);
    }

    /// <summary>Another program that scans the host has every namespace open for a moment. Nobody else has a descriptor of ours for long.</summary>
    private static bool NotPassingBy(NamespaceHolder holder) => holder.Kind != NamespaceHolderKind.Descriptor || holder.ProcessId == Environment.ProcessId;

    private static uint EffectiveUser()
    {
        string line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal));
        return uint.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture);
    }

    private static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null; // closed meanwhile
        }
    }

    private static HashSet<ulong> Lsns()
    {
        var start = new ProcessStartInfo("lsns") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["-t", "net", "-J"])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        using var json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return [.. json.RootElement.GetProperty("namespaces").EnumerateArray().Select(ns => ns.GetProperty("ns").GetUInt64())];
    }
}
