using System.Runtime.InteropServices;
using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>Opening a namespace where it was seen, and what it then tells.</content>
internal sealed unsafe partial class ProcFiles
{
    public SafeFileHandle? Open(in NamespaceSighting sighting, NamespaceId id)
    {
        SafeFileHandle? handle = sighting.Kind == NamespaceHolderKind.Socket
            ? sighting.ThreadId == sighting.ProcessId && _sockets.OpenNamespace(sighting.ProcessId, sighting.Descriptor, out int fd) == Errno.None ? new SafeFileHandle(fd, ownsHandle: true) : null
            : OpenPath(sighting);
        if (handle is null)
            return null;
        // Whoever had it may have left since it was seen.
        if (ReadStatus((int)handle.DangerousGetHandle(), out NamespaceId opened) == Errno.None && opened == id)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <remarks>The list is of the whole machine: it says nothing about another PID namespace's process table, nor a copy of one.</remarks>
    public ulong[] ReadListed() => OwnProcessId == Environment.ProcessId ? NamespaceList.Read() : [];

    public Errno OpenListed(ulong id, out SafeFileHandle? handle) => NamespaceList.TryOpen(id, out handle);

    public NamespaceFacts ReadFacts(SafeFileHandle handle)
    {
        NamespaceId id = NamespaceIdentity.Read(handle);
        int owner = Interop.Ioctl((int)handle.DangerousGetHandle(), Interop.NS_GET_USERNS, null);
        if (owner < 0)
            return new NamespaceFacts(id, null, null); // EPERM: the owner is not this process's user namespace or one below it (ioctl_ns(2))
        uint user;
        ulong? inode = ReadStatus(owner, out NamespaceId ownerId) == Errno.None ? ownerId.Inode : null;
        uint? userId = Interop.Ioctl(owner, Interop.NS_GET_OWNER_UID, &user) == 0 ? user : null;
        _ = Interop.Close(owner);
        return new NamespaceFacts(id, inode, userId);
    }

    public bool HasNetnsIds()
    {
        try
        {
            using var netlink = NetlinkConnection.Open();
            return netlink.NetnsIds.List().Count > 0;
        }
        catch (NetlinkException e) when (IsForbidden(e))
        {
            return false;
        }
    }

    public IReadOnlyList<NetnsIdReading> ReadNetnsIds(IReadOnlyList<NamespaceSighting> sightings)
    {
        var readings = new NetnsIdReading[sightings.Count];
        try
        {
            using var netlink = NetlinkConnection.Open();
            IReadOnlyList<NetnsIdResult> results = netlink.NetnsIds.GetManyForProcesses([.. sightings.Select(static sighting => sighting.ThreadId)]);
            for (int i = 0; i < readings.Length; i++)
            {
                // Whoever was there may be gone, or elsewhere, and the number be another's.
                bool isThere = results[i].IsSuccess && ReadNetwork(sightings[i].ProcessId, sightings[i].ThreadId, out NamespaceId id) == Errno.None && id == sightings[i].Facts?.Id;
                readings[i] = new NetnsIdReading(isThere, results[i].Id);
            }
        }
        catch (NetlinkException e) when (IsForbidden(e))
        {
            // As below.
        }

        return readings;
    }

    public IReadOnlyList<int?> ReadNetnsIds(IReadOnlyList<SafeHandle> handles)
    {
        var ids = new int?[handles.Count];
        try
        {
            using var netlink = NetlinkConnection.Open();
            IReadOnlyList<NetnsIdResult> results = netlink.NetnsIds.GetMany(handles);
            for (int i = 0; i < ids.Length; i++)
                ids[i] = results[i].Id;
        }
        catch (NetlinkException e) when (IsForbidden(e))
        {
            // Netlink is forbidden here: a scan without ids is better than none.
        }

        return ids;
    }

    private SafeFileHandle? OpenPath(in NamespaceSighting sighting)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        switch (sighting.Kind)
        {
            case NamespaceHolderKind.Descriptor:
                return OpenPath(ProcPath.OfDescriptor(path, sighting.ThreadId, sighting.Descriptor));
            case NamespaceHolderKind.Mount:
                ProcPath.OfThread(path, sighting.ProcessId, sighting.ThreadId, "/root"u8);
                string root = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));
                fixed (byte* mount = Encoding.UTF8.GetBytes($"{root}{sighting.MountPoint}\0"))
                    return OpenPath(mount);
            default:
                return OpenNamespace(Interop.Openat(_proc, ProcPath.OfThread(path, sighting.ProcessId, sighting.ThreadId, "/ns/net"u8), Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_NONBLOCK, 0));
        }
    }

    /// <summary>Looks before it opens: what is there by now may be a device that does not take an open lightly.</summary>
    private SafeFileHandle? OpenPath(byte* path)
    {
        int fd = Interop.Openat(_proc, path, Interop.O_PATH | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return null;
        using var place = new SafeFileHandle(fd, ownsHandle: true);
        byte* status = stackalloc byte[256];
        if (Interop.Fstatfs(fd, status) != 0 || (uint)*(nint*)status != Interop.NSFS_MAGIC)
            return null;
        return OpenNamespace(Interop.Open($"/proc/self/fd/{fd}", Interop.O_RDONLY | Interop.O_CLOEXEC, 0));
    }

    private static bool IsForbidden(NetlinkException e) => e.Errno is Errno.EPERM or Errno.EACCES or Errno.EAFNOSUPPORT or Errno.EPROTONOSUPPORT;

    private static SafeFileHandle? OpenNamespace(int opened)
    {
        if (opened < 0)
            return null;
        var handle = new SafeFileHandle(opened, ownsHandle: true);
        if (NamespaceIdentity.IsNetworkNamespace(opened))
            return handle;
        handle.Dispose();
        return null;
    }
}
