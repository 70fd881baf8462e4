using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Hands out what the iterator wrote: each process's main thread, if it has not ended, and then its other threads.</summary>
internal sealed class TaskReader : IProcessNamespaceReader
{
    private readonly BpfRecords _records;
    private readonly ulong _device;
    private int _position;

    internal TaskReader(BpfRecords records, ulong device)
    {
        _records = records;
        _device = device;
        Span<TaskRecord> all = records.Of<TaskRecord>();
        for (int i = 1; i < all.Length; i++)
        {
            if (Compare(all[i - 1], all[i]) > 0)
            {
                all.Sort(Compare); // they come by thread number, and a process's need not be neighbours
                break;
            }
        }
    }

    public bool ReadsThreads => true;

    public void Dispose() => _records.Dispose();

    public int Read(ProcessNamespaceReading[] batch)
    {
        ReadOnlySpan<TaskRecord> all = _records.Of<TaskRecord>();
        int count = 0;
        for (; count < batch.Length && _position < all.Length; _position++)
        {
            TaskRecord record = all[_position];
            if (record.ProcessId != 0 && record.ThreadId != 0)
                batch[count++] = ReadingOf(in record);
        }

        return count;
    }

    public FinderRefusal? ReadDescriptors(uint inode, out DescriptorReading[]? descriptors)
    {
        descriptors = null;
        using var records = new BpfRecords();
        if (BpfIterator.Files.Run(new BpfQuestion { Inode = inode }, records) is { } refusal)
            return refusal;
        descriptors = FileReadings.From(records.Of<FileRecord>(), _device);
        return null;
    }

    private ProcessNamespaceReading ReadingOf(in TaskRecord record)
    {
        NamespaceFacts? facts = FileReadings.Facts(_device, record.Inode, record.KernelId, record.OwnerUserNamespace, record.OwnerUserId);
        return new ProcessNamespaceReading(record.ProcessId, Errno.None, facts?.Id ?? new NamespaceId(null, _device, record.Inode))
        {
            ThreadId = record.ThreadId,
            Facts = facts,
            MountNamespace = record.MountNamespace == 0 ? null : record.MountNamespace,
        };
    }

    private static int Compare(TaskRecord left, TaskRecord right)
    {
        int order = left.ProcessId.CompareTo(right.ProcessId);
        if (order == 0)
            order = (left.ThreadId != left.ProcessId).CompareTo(right.ThreadId != right.ProcessId);
        return order == 0 ? left.ThreadId.CompareTo(right.ThreadId) : order;
    }
}
