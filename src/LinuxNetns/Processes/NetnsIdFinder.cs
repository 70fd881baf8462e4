using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Asks netlink.</summary>
internal sealed class NetnsIdFinder(ProcessTable table, string directory) : IProcessFinder
{
    public ProcessScanBackend Backend => ProcessScanBackend.NetnsId;

    public FinderRefusal? Find(NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found) => table.Foreign() ?? new FinderRefusal(Errno.ENOSYS, directory, null);

    public FinderRefusal? Read(bool threads, out IProcessNamespaceReader? reader)
    {
        reader = null;
        return new FinderRefusal(Errno.None, "rtnetlink", "it is for one namespace");
    }
}
