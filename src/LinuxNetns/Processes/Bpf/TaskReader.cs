using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Hands out what the iterator wrote: each process's main thread, if it has not ended, and then its other threads.</summary>
internal sealed class TaskReader : IProcessNamespaceReader
{
    private readonly TaskRecords _records;
    private readonly ulong _device;
    private int _position;

    internal TaskReader(TaskRecords records, ulong device)
    {
        _records = records;
        _device = device;
        Span<TaskRecord> all = records.Records;
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
        ReadOnlySpan<TaskRecord> all = _records.Records;
        int count = 0;
        for (; count < batch.Length && _position < all.Length; _position++)
        {
            TaskRecord record = all[_position];
            if (record.ProcessId != 0 && record.ThreadId != 0)
                batch[count++] = new ProcessNamespaceReading(record.ProcessId, Errno.None, new NamespaceId(null, _device, record.Inode)) { ThreadId = record.ThreadId };
        }

        return count;
    }

    private static int Compare(TaskRecord left, TaskRecord right)
    {
        int order = left.ProcessId.CompareTo(right.ProcessId);
        if (order == 0)
            order = (left.ThreadId != left.ProcessId).CompareTo(right.ThreadId != right.ProcessId);
        return order == 0 ? left.ThreadId.CompareTo(right.ThreadId) : order;
    }
}
