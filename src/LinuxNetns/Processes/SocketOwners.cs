using System.Collections.ObjectModel;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Which processes have which sockets open, as <c>ss --processes</c> finds them: by their inodes in <c>/proc/PID/fd</c>. A snapshot.</summary>
public sealed class SocketOwners
{
    private readonly Dictionary<ulong, List<int>> _owners;

    private SocketOwners(Dictionary<ulong, List<int>> owners, int denied)
    {
        _owners = owners;
        Denied = denied;
    }

    /// <summary>How many processes could not be looked into: those of other users, without CAP_SYS_PTRACE.</summary>
    public int Denied { get; }

    /// <summary>Looks through all processes. It takes as long as they have descriptors.</summary>
    /// <exception cref="NetworkNamespaceException">/proc cannot be read.</exception>
    public static SocketOwners Read()
    {
        var source = new ProcSource("/proc");
        var owners = new Dictionary<ulong, List<int>>();
        var descriptors = new List<int>();
        int denied = 0;
        using IProcessNamespaceReader processes = source.ReadProcesses();
        using IProcessFiles files = source.OpenFiles();
        var batch = new ProcessNamespaceReading[256];
        int count;
        while ((count = processes.Read(batch)) > 0)
        {
            for (int i = 0; i < count; i++)
            {
                int process = batch[i].ProcessId;
                Errno errno = files.ReadDescriptors(process, descriptors, long.MaxValue);
                if (errno is Errno.EACCES or Errno.EPERM)
                    denied++;
                if (errno != Errno.None)
                    continue;
                foreach (int descriptor in descriptors)
                {
                    if (files.ReadDescriptor(process, descriptor, out DescriptorTarget target) != Errno.None || target.SocketInode == 0)
                        continue;
                    if (!owners.TryGetValue(target.SocketInode, out List<int>? list))
                        owners[target.SocketInode] = list = [];
                    if (list.Count == 0 || list[^1] != process)
                        list.Add(process);
                }
            }
        }

        return new SocketOwners(owners, denied);
    }

    /// <summary>The processes that have the socket open; none where it has no inode, or where they could not be looked into.</summary>
    /// <param name="socket">The socket.</param>
    public IReadOnlyList<int> Of(SocketInfo socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return socket.Inode != 0 && _owners.TryGetValue(socket.Inode, out List<int>? owners) ? owners : ReadOnlyCollection<int>.Empty;
    }
}
