using System.Buffers;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Goes once through the processes and everything they have, and says where it saw a network namespace.</summary>
/// <remarks>
/// Each process is looked at once, each descriptor once, each socket once however many processes share it, and the mounts of each mount namespace once.
/// What a process has of the namespace that it is in itself is not told: it goes when the process goes.
/// </remarks>
internal sealed class HolderWalk(IProcessFiles files, INamespaceSightings sightings, bool threads, bool holders, int? maximumDescriptors = null)
{
    private const int BatchSize = 256;

    private readonly List<int> _threads = [];
    private readonly List<int> _descriptors = [];
    private readonly List<NamespaceMount> _mounts = [];
    private readonly Dictionary<ulong, NamespaceId> _sockets = [];
    private readonly Dictionary<ulong, List<(int ProcessId, int ThreadId)>> _mountNamespaces = [];
    private ProcessNamespaceReading _process;
    private long _descriptorsLeft = maximumDescriptors ?? long.MaxValue - 1;
    private bool _descriptorsAreKnown;
    private bool _unreadable;

    /// <summary>How many processes could not be read, or not wholly.</summary>
    internal int Denied { get; private set; }

    /// <summary>How many processes have descriptors that were not looked at, since so many others had been.</summary>
    internal int Unsearched { get; private set; }

    /// <summary>Why descriptors had to be read in /proc though the processes were not; null if they had not.</summary>
    internal FinderRefusal? Refusal { get; private set; }

    /// <param name="reader">The processes.</param>
    /// <param name="inode">The only namespace whose holders are wanted; 0 for all. It saves work, and is no promise.</param>
    internal void Run(IProcessNamespaceReader reader, uint inode = 0)
    {
        DescriptorReading[]? descriptors = null;
        if (holders)
            Refusal = reader.ReadDescriptors(inode, out descriptors);
        _descriptorsAreKnown = descriptors is not null;
        ProcessNamespaceReading[] batch = ArrayPool<ProcessNamespaceReading>.Shared.Rent(BatchSize);
        try
        {
            int count;
            while ((count = reader.Read(batch)) > 0)
            {
                foreach (ref readonly ProcessNamespaceReading reading in batch.AsSpan(0, count))
                    Visit(in reading, reader.ReadsThreads);
            }
        }
        finally
        {
            ArrayPool<ProcessNamespaceReading>.Shared.Return(batch);
        }

        foreach (DescriptorReading descriptor in descriptors ?? [])
            Visit(in descriptor);
        foreach (List<(int ProcessId, int ThreadId)> members in _mountNamespaces.Values)
            VisitMounts(members);
    }

    private void Visit(in ProcessNamespaceReading reading, bool readsThreads)
    {
        _unreadable = reading.Errno.IsUnreadable();
        if (reading.IsMainThread)
            VisitProcess(reading, threads && !readsThreads);
        else
            VisitThread(in reading);
        if (_unreadable)
            Denied++;
    }

    private void VisitProcess(ProcessNamespaceReading process, bool listThreads)
    {
        _process = process;
        bool inside = process.Errno == Errno.None;
        if (inside)
            sightings.Add(process.Id, new NamespaceSighting(NamespaceHolderKind.Process, process.ProcessId, process.ProcessId, Facts: process.Facts));
        if (listThreads && !_unreadable)
            VisitThreads(process.ProcessId);
        if (holders && inside)
        {
            NoteMountNamespace(in process);
            if (!_descriptorsAreKnown)
                VisitDescriptors(in process);
        }
    }

    /// <summary>Also those of a process whose main thread has ended: the others may go on without it.</summary>
    private void VisitThreads(int processId)
    {
        if (!Succeeded(files.ReadThreads(processId, _threads)))
            return;
        foreach (int thread in _threads)
        {
            if (thread != processId && Succeeded(files.ReadNetwork(processId, thread, out NamespaceId id)))
                VisitThread(new ProcessNamespaceReading(processId, Errno.None, id) { ThreadId = thread });
        }
    }

    private void VisitThread(in ProcessNamespaceReading thread)
    {
        bool hasMainThread = _process.ProcessId == thread.ProcessId && _process.Errno == Errno.None;
        if (!hasMainThread || thread.Id != _process.Id)
            sightings.Add(thread.Id, new NamespaceSighting(NamespaceHolderKind.Thread, thread.ProcessId, thread.ThreadId, Facts: thread.Facts));
        if (holders)
            NoteMountNamespace(in thread);
    }

    private void VisitDescriptors(in ProcessNamespaceReading process)
    {
        if (_descriptorsLeft == 0)
            Unsearched++;
        if (_descriptorsLeft == 0 || !Succeeded(files.ReadDescriptors(process.ProcessId, _descriptors, _descriptorsLeft + 1)))
            return;
        if (_descriptors.Count > _descriptorsLeft)
        {
            Unsearched++;
            _descriptors.RemoveAt(_descriptors.Count - 1);
        }

        _descriptorsLeft -= _descriptors.Count;
        foreach (int descriptor in _descriptors)
        {
            if (process.ProcessId == files.OwnProcessId && sightings.IsOwn(descriptor))
                continue;
            if (!Succeeded(files.ReadDescriptor(process.ProcessId, descriptor, out DescriptorTarget target)) || target.Kind == DescriptorKind.Other)
                continue;
            NamespaceHolderKind kind = NamespaceHolderKind.Descriptor;
            NamespaceId id = target.Id;
            if (target.Kind == DescriptorKind.Socket)
            {
                kind = NamespaceHolderKind.Socket;
                if (!TryReadSocket(process.ProcessId, descriptor, target.SocketInode, out id))
                    continue;
            }

            if (id != process.Id)
                sightings.Add(id, new NamespaceSighting(kind, process.ProcessId, process.ProcessId, descriptor));
        }
    }

    /// <summary>One that the kernel told of, whoever it belongs to.</summary>
    private void Visit(in DescriptorReading found)
    {
        if (found.ProcessId == files.OwnProcessId && sightings.IsOwn(found.Descriptor))
            return;
        NamespaceId id = found.Id ?? default;
        if (found.Id is null && !TryAsk(in found, out id))
            return;
        NamespaceHolderKind kind = found.Kind == DescriptorKind.Socket ? NamespaceHolderKind.Socket : NamespaceHolderKind.Descriptor;
        sightings.Add(id, new NamespaceSighting(kind, found.ProcessId, found.ThreadId, found.Descriptor, Facts: found.Facts, Command: found.Command));
    }

    /// <summary>A tun device must still be asked, which goes only through its process's own table.</summary>
    private bool TryAsk(in DescriptorReading found, out NamespaceId id)
    {
        id = default;
        _unreadable = found.ThreadId != found.ProcessId;
        bool isElsewhere = !_unreadable && Succeeded(files.ReadSocketNamespace(found.ProcessId, found.Descriptor, out id))
            && Succeeded(files.ReadNetwork(found.ProcessId, found.ProcessId, out NamespaceId own)) && id != own;
        if (_unreadable)
            Denied++;
        return isElsewhere;
    }

    private bool TryReadSocket(int processId, int descriptor, ulong inode, out NamespaceId id)
    {
        if (_sockets.TryGetValue(inode, out id))
            return true;
        if (!Succeeded(files.ReadSocketNamespace(processId, descriptor, out id)))
            return false;
        if (inode != 0)
            _sockets.Add(inode, id);
        return true;
    }

    private void NoteMountNamespace(in ProcessNamespaceReading thread)
    {
        ulong inode = thread.MountNamespace ?? 0;
        if (inode == 0 && !Succeeded(files.ReadMountNamespace(thread.ProcessId, thread.ThreadId, out inode)))
            return;
        if (!_mountNamespaces.TryGetValue(inode, out List<(int, int)>? members))
            _mountNamespaces.Add(inode, members = []);
        members.Add((thread.ProcessId, thread.ThreadId));
    }

    /// <summary>Reads a mount namespace through the first of its members that sees all of it, else through the first that can be read at all.</summary>
    private void VisitMounts(List<(int ProcessId, int ThreadId)> members)
    {
        foreach ((int processId, int threadId) in members)
        {
            if (files.SeesWholeTree(processId, threadId) && TryVisitMounts(processId, threadId))
                return;
        }

        _unreadable = false;
        foreach ((int processId, int threadId) in members)
        {
            if (TryVisitMounts(processId, threadId))
                return;
        }

        if (_unreadable && _descriptorsAreKnown)
            Denied += members.DistinctBy(static member => member.ProcessId).Count(); // those that could not be read in /proc are counted already
    }

    private bool TryVisitMounts(int processId, int threadId)
    {
        if (!Succeeded(files.ReadMounts(processId, threadId, _mounts)))
            return false;
        foreach (NamespaceMount mount in _mounts)
            sightings.Add(mount.Id, new NamespaceSighting(NamespaceHolderKind.Mount, processId, threadId, MountPoint: mount.MountPoint));
        return true;
    }

    private bool Succeeded(Errno errno)
    {
        _unreadable |= errno.IsUnreadable();
        return errno == Errno.None;
    }
}
