using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests.Rootless;

public sealed class HelperMessageTests
{
    [Fact]
    public void A_command_arrives_as_it_was_sent()
    {
        var options = new ExecOptions
        {
            Sysfs = SysfsMode.None, BindEtc = false, HideRegistry = true, User = "0", WorkingDirectory = "/usr/../usr", Binds = [new BindMount("/a", "/b", ReadOnly: true)],
            ClearEnvironment = true, Environment = new Dictionary<string, string?> { ["A"] = "ä b=c" },
        };

        using var reader = new BinaryReader(new MemoryStream(new HelperStart("sh", ["-c", "", "ö"], options, SharesTerminal: true).ToBytes()));

        Assert.Equal(HelperOperation.Start, (HelperOperation)reader.ReadByte());
        HelperStart start = HelperStart.Read(reader);
        Assert.Equal(("sh", true, SysfsMode.None, false, true, "0", null, "/usr"),
            (start.FileName, start.SharesTerminal, start.Options.Sysfs, start.Options.BindEtc, start.Options.HideRegistry, start.Options.User, start.Options.Group, start.Options.WorkingDirectory));
        Assert.Equal(["-c", "", "ö"], start.Arguments);
        Assert.Equal(options.Binds, start.Options.Binds);
        Assert.Equal(options.Environment, start.Options.Environment);
        Assert.True(start.Options.ClearEnvironment);
    }

    [Fact]
    public void Failures_arrive_as_what_they_were()
    {
        var missing = (CommandNotStartedException)Arrive(new CommandNotStartedException("x", Errno.EACCES));
        var refused = (NetworkNamespaceException)Arrive(Interop.Error(Errno.EPERM, "setresuid", "/p"));
        Exception misasked = Arrive(new ArgumentException("why"));

        Assert.Equal((Errno.EACCES, NamespaceError.NotPermitted, "x"), (missing.Errno, missing.Reason, missing.Path));
        Assert.Equal(Interop.Error(Errno.EPERM, "setresuid", "/p").Message, refused.Message);
        Assert.Equal((typeof(ArgumentException), "why"), (misasked.GetType(), misasked.Message));

        static Exception Arrive(Exception e) => HelperStarted.Read(HelperStarted.Failure(e).ToBytes()).Error!;
    }

    [Fact]
    public async Task Messages_of_any_size_travel_with_their_descriptors_and_the_end_is_seen()
    {
        (SafeFileHandle one, SafeFileHandle other) = HelperChannel.CreatePair();
        using var sender = new HelperChannel(one);
        using var receiver = new HelperChannel(other);
        byte[] large = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(large);
        using SafeFileHandle file = File.OpenHandle("/proc/self/status");

        Task sending = Task.Run(() =>
        {
            sender.Send(large, [(int)file.DangerousGetHandle(), (int)file.DangerousGetHandle()]);
            sender.Send([], []);
            sender.Dispose();
        }, TestContext.Current.CancellationToken);

        Assert.Equal(large, receiver.Receive(out IReadOnlyList<SafeFileHandle> descriptors)!);
        Assert.Equal(2, descriptors.Count);
        byte[] text = new byte[5];
        RandomAccess.Read(descriptors[1], text, 0);
        Assert.Equal("Name:"u8.ToArray(), text);
        foreach (SafeFileHandle descriptor in descriptors)
            descriptor.Dispose();
        Assert.Empty(receiver.Receive(out descriptors)!);
        Assert.Empty(descriptors);
        Assert.Null(receiver.Receive(out _));
        await sending;
        Assert.Equal(Errno.EPIPE, Assert.Throws<NetworkNamespaceException>(() => SendTo(receiver)).Errno);

        static void SendTo(HelperChannel channel) => channel.Send([1], []);
    }
}
