using System.Buffers;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Looks at <c>/proc/PID/ns/net</c> of every process: works everywhere, with the right to trace.</summary>
internal sealed class ProcFinder(IProcessNamespaceSource source) : IProcessFinder
{
    private const int BatchSize = 256;

    public ProcessScanBackend Backend => ProcessScanBackend.Proc;

    public FinderRefusal? Find(NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found)
    {
        using IProcessNamespaceReader reader = source.ReadProcesses();
        using IProcessFiles? files = threads ? source.OpenFiles() : null;
        List<int>? numbers = threads ? [] : null;
        ProcessNamespaceReading[] batch = ArrayPool<ProcessNamespaceReading>.Shared.Rent(BatchSize);
        try
        {
            int count;
            while ((count = reader.Read(batch)) > 0)
            {
                foreach (ref readonly ProcessNamespaceReading process in batch.AsSpan(0, count))
                {
                    Errno errno = process.Errno;
                    bool inside = errno == Errno.None && process.Id == id;
                    if (!inside && files is not null && !errno.IsUnreadable())
                        inside = IsAnyThreadInside(files, process.ProcessId, id, numbers!, out errno);
                    if (inside)
                        found.Add(process.ProcessId);
                    else if (errno.IsUnreadable())
                        found.Denied++;
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<ProcessNamespaceReading>.Shared.Return(batch);
        }
    }

    public FinderRefusal? Read(bool threads, out IProcessNamespaceReader? reader)
    {
        reader = source.ReadProcesses();
        return null;
    }

    private static bool IsAnyThreadInside(IProcessFiles files, int processId, NamespaceId id, List<int> threads, out Errno errno)
    {
        errno = files.ReadThreads(processId, threads);
        if (errno != Errno.None)
            return false;
        foreach (int thread in threads)
        {
            if (thread == processId)
                continue;
            Errno failed = files.ReadNetwork(processId, thread, out NamespaceId threadId);
            if (failed == Errno.None && threadId == id)
                return true;
            if (failed.IsUnreadable())
                errno = failed;
        }

        return false;
    }
}
