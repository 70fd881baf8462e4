using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>A netlink socket's descriptor, closed by close(2) alone.</summary>
internal sealed class NetlinkSocketHandle : SafeHandle
{
    public NetlinkSocketHandle() : base(-1, ownsHandle: true)
    {
    }

    public override bool IsInvalid => (int)handle < 0;

    protected override bool ReleaseHandle() => Interop.Close((int)handle) == 0;
}
