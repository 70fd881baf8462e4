using System.Runtime.InteropServices;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

public partial class ForgedAnswerTests
{
    /// <summary>netlink(7): a process with CAP_NET_ADMIN may send to another's port, and would speak for the kernel.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(100_000)]
    public void What_another_process_sends_is_no_answer(int length)
    {
        using var lab = new Lab();
        SafeFileHandle ours = Open(lab);
        using NetlinkConnection connection = NetlinkConnection.FromHandle(ours);
        using SafeFileHandle theirs = Open(lab);
        byte[] address = new byte[12];
        uint size = 12;
        Assert.Equal(0, GetSockName(ours, address, ref size));
        // NLMSG_DONE to the first request: believed, it would make the list an empty one.
        byte[] done = new byte[length];
        BitConverter.TryWriteBytes(done, 20);
        done[4] = 3;
        done[8] = 1;
        Assert.Equal(length, SendTo(theirs, done, (nuint)length, 0, address, size));

        Assert.Contains(connection.Links.List(), link => link.Name == "lo");
    }

    private static SafeFileHandle Open(Lab lab) => NamespaceWindow.OpenSocket(lab.Namespace.Handle, 16, 3 | 0x80000, 0);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSockName(SafeHandle socket, Span<byte> address, ref uint length);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    private static partial nint SendTo(SafeHandle socket, ReadOnlySpan<byte> bytes, nuint count, int flags, ReadOnlySpan<byte> address, uint length);
}
