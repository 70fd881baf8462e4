using System.Net.Sockets;
using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.TestHost;

/// <summary>What goes wrong while code is inside: a typed error or the end that docs/errors.md tells, and nothing in the wrong network.</summary>
internal static partial class InsideFaults
{
    private const int RLIMIT_AS = 9;

    internal static void Run(string fault)
    {
        switch (fault)
        {
            case "descriptors":
                Descriptors();
                break;
            case "threads":
                Threads();
                break;
            case "refused":
                Refused();
                break;
            case "dropped":
                Dropped();
                break;
            case "dropped-run":
                DroppedInRun();
                break;
            default:
                throw new ArgumentException(fault);
        }
    }

    /// <summary>The first Enter, and everything else, without a descriptor to spare; then with.</summary>
    private static void Descriptors()
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        Console.WriteLine("full");
        var taken = new List<SafeFileHandle>();
        // What is opened and closed again is tried once before there is nothing left to open.
        for (int spare = 0; spare < 12; spare++)
        {
            Take(taken);
            for (int i = 0; i < spare; i++)
                taken[^(i + 1)].Dispose();
            Try($"enter with {spare} spare", () => red.Enter().Dispose(), quiet: spare > 0);
            Try($"run with {spare} spare", () => red.Run(() => { }), quiet: spare > 0);
        }

        Take(taken);
        Try("socket", () => Make(red));
        Try("create", () => NetworkNamespace.CreateAnonymous().Dispose());
        taken.ForEach(handle => handle.Dispose());
        Afterwards(red, home);
    }

    private static void Take(List<SafeFileHandle> taken)
    {
        try
        {
            while (true)
                taken.Add(File.OpenHandle("/dev/null"));
        }
        catch (IOException)
        {
            // No more.
        }
    }

    /// <summary>No address space for another thread's stack: to pthread_create(3) what a limit of threads is.</summary>
    private static void Threads()
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        red.Enter().Dispose();
        // Everything once: only threads shall be missing.
        red.Run(() => { });
        Try("warm", () => throw new IOException());
        using var blue = NetworkNamespace.CreateAnonymous();
        ulong[] before = new ulong[2];
        _ = Getrlimit(RLIMIT_AS, before);
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        _ = Setrlimit(RLIMIT_AS, [(ulong.Parse(pages, System.Globalization.CultureInfo.InvariantCulture) * (ulong)Environment.SystemPageSize) + 300_000, before[1]]);
        Try("run", () => blue.Run(() => { }));
        red.Enter().Dispose();
        _ = Setrlimit(RLIMIT_AS, before);
        blue.Run(() => { });
        Afterwards(red, home);
    }

    /// <summary>A thread that has lost its capability before it enters.</summary>
    private static void Refused()
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        red.Enter().Dispose();
        var thread = new Thread(() =>
        {
            Try("socket", () => Make(red));
            DropCapabilities();
            // It has the first worker made, which is as it is: of no use to others.
            Try("socket", () => Make(red));
            Try("enter", () => red.Enter().Dispose());
            Console.WriteLine($"current {AmbientNamespace.Current is null} home {NetnsCookie.Here() == home}");
        });
        thread.Start();
        thread.Join();
        Afterwards(red, home);
    }

    /// <summary>A thread that loses its capability inside: it cannot be home for what comes next, so there is no next.</summary>
    private static void Dropped()
    {
        using var red = NetworkNamespace.CreateAnonymous();
        using (red.Enter())
        {
            DropCapabilities();
            Console.WriteLine("dropped");
        }

        Console.WriteLine("went on");
    }

    /// <summary>The thread is the library's: it ends, and the next one is sound.</summary>
    private static void DroppedInRun()
    {
        ulong home = NetnsCookie.Here();
        using var red = NetworkNamespace.CreateAnonymous();
        int first = red.Run(() =>
        {
            DropCapabilities();
            return Environment.CurrentManagedThreadId;
        });
        Console.WriteLine($"another {red.Run(() => Environment.CurrentManagedThreadId) != first}");
        Afterwards(red, home);
    }

    private static void Make(NetworkNamespace red)
    {
        using Socket socket = red.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (NetnsCookie.Of(socket) != red.Id.KernelId)
            throw new InvalidOperationException("The socket is elsewhere.");
    }

    private static void Try(string what, Action action, bool quiet = false)
    {
        string outcome = "done";
        try
        {
            action();
        }
        catch (NetworkNamespaceException e)
        {
            outcome = $"{e.Reason}";
        }
        catch (IOException)
        {
            // The one of the warm-up.
            return;
        }

        if (!quiet)
            Console.WriteLine($"{what}: {outcome}");
    }

    private static void Afterwards(NetworkNamespace red, ulong home)
    {
        bool inside = false;
        using (red.Enter())
            inside = NetnsCookie.Here() == red.Id.KernelId && Task.Run(NetnsCookie.Here).Result == red.Id.KernelId;
        inside &= red.Run(NetnsCookie.Here) == red.Id.KernelId;
        using Socket socket = red.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        inside &= NetnsCookie.Of(socket) == red.Id.KernelId;
        Console.WriteLine($"afterwards inside {inside} home {NetnsCookie.Here() == home} stray {NamespaceThreadAudit.Find().Count(stray => stray.RunsCode)}");
    }

    /// <summary>All of the calling thread's (capset(2)): the others keep theirs.</summary>
    private static void DropCapabilities()
    {
        uint[] header = [0x20080522, 0];
        if (Capset(header, new uint[6]) != 0)
            throw new InvalidOperationException("capset");
    }

    [LibraryImport("libc", EntryPoint = "capset")]
    private static partial int Capset(uint[] header, uint[] data);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Getrlimit(int resource, [Out] ulong[] limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Setrlimit(int resource, ulong[] limits);
}
