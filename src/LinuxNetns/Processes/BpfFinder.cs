using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Asks the kernel's iterator over threads: all of it in a few system calls, whoever the processes belong to.</summary>
internal sealed class BpfFinder(ProcessTable table) : IProcessFinder
{
    public ProcessScanBackend Backend => ProcessScanBackend.Bpf;

    public FinderRefusal? Find(NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found)
    {
        // nsfs has one device, and its inodes are 32-bit numbers.
        if (table.Foreign() is { } foreign)
            return foreign;
        using var records = new BpfRecords();
        if (BpfIterator.Tasks.Run(new BpfQuestion { Inode = (uint)id.Inode, Threads = threads ? 1u : 0 }, records) is { } refusal)
            return refusal;
        foreach (ref readonly TaskRecord record in records.Of<TaskRecord>())
        {
            if (record.ProcessId != 0)
                found.Add(record.ProcessId);
        }

        if (threads)
            found.Distinct();
        return null;
    }

    public FinderRefusal? Read(bool threads, out IProcessNamespaceReader? reader)
    {
        reader = null;
        if (table.Foreign() is { } foreign)
            return foreign;
        if (NamespaceThread.Home.IsInvalid)
            return new FinderRefusal(Errno.ENOENT, "open \"/proc/thread-self/ns/net\"", null); // the device of all namespaces is read there
        var records = new BpfRecords();
        FinderRefusal? refusal = BpfIterator.Tasks.Run(new BpfQuestion { Threads = threads ? 1u : 0 }, records);
        if (refusal is null)
            reader = new TaskReader(records, NamespaceIdentity.ReadWithoutEntering(NamespaceThread.Home).Device);
        else
            records.Dispose();
        return refusal;
    }
}
