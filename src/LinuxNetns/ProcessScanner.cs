using System.Buffers;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Finds who is in a namespace, and which namespaces there are, from /proc (proc(5), namespaces(7)).</summary>
/// <remarks>
/// Needs the right to look at the processes (ptrace(2), PTRACE_MODE_READ): root's see all, others their own. A process that may not be read is counted, one that ends
/// meanwhile is left out. Safe for use by many threads at once; nothing is cached.
/// </remarks>
public sealed class ProcessScanner : IProcessScanner
{
    private const int BatchSize = 256;

    private readonly IProcessNamespaceSource _source;
    private readonly ProcIdentity _identity;
    private readonly string _runDirectory;

    /// <summary>Makes a scanner.</summary>
    /// <param name="options">Where /proc and the names are; null for the defaults.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public ProcessScanner(LinuxNetnsOptions? options = null)
        : this(options ?? new LinuxNetnsOptions(), source: null)
    {
    }

    internal ProcessScanner(LinuxNetnsOptions options, IProcessNamespaceSource? source)
    {
        options.Validate();
        _source = source ?? new ProcSource(options.ProcDirectory);
        _identity = new ProcIdentity(options.ProcDirectory);
        _runDirectory = options.RunDirectory;
    }

    /// <inheritdoc/>
    public ProcessScan FindProcesses(NetworkNamespace networkNamespace, ProcessScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        bool added = false;
        try
        {
            // Open handles keep the inode from being given to another namespace.
            networkNamespace.Handle.DangerousAddRef(ref added);
            return FindProcesses(networkNamespace.Id, options?.IncludeThreads ?? false);
        }
        finally
        {
            if (added)
                networkNamespace.Handle.DangerousRelease();
        }
    }

    /// <inheritdoc/>
    public NamespaceId Identify(int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        return _identity.Read(processId);
    }

    /// <inheritdoc/>
    public NamespaceHolders FindHolders(NetworkNamespace networkNamespace)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        bool added = false;
        try
        {
            networkNamespace.Handle.DangerousAddRef(ref added);
            return FindHolders(networkNamespace.Id, networkNamespace.OwnDescriptors());
        }
        finally
        {
            if (added)
                networkNamespace.Handle.DangerousRelease();
        }
    }

    /// <inheritdoc/>
    public NamespaceHolders FindHolders(NamespaceId id) => FindHolders(id, ownDescriptors: null);

    /// <inheritdoc/>
    public HostNamespaces Scan(HostScanOptions? options = null)
    {
        options ??= new HostScanOptions();
        using IProcessNamespaceReader reader = _source.ReadProcesses();
        using IProcessFiles files = _source.OpenFiles();
        using var scan = new HostScan(files);
        var walk = new HolderWalk(files, scan, options.IncludeThreads, options.IncludeHolders);
        walk.Run(reader);
        scan.AddNames(_runDirectory);
        return new HostNamespaces(scan.Finish(), walk.Denied);
    }

    internal ProcessScan FindProcesses(NamespaceId id, bool includeThreads)
    {
        using IProcessNamespaceReader reader = _source.ReadProcesses();
        using IProcessFiles? files = includeThreads ? _source.OpenFiles() : null;
        List<int>? threads = includeThreads ? [] : null;
        ProcessNamespaceReading[] batch = ArrayPool<ProcessNamespaceReading>.Shared.Rent(BatchSize);
        try
        {
            List<int>? found = null;
            int denied = 0;
            int count;
            while ((count = reader.Read(batch)) > 0)
            {
                foreach (ref readonly ProcessNamespaceReading process in batch.AsSpan(0, count))
                {
                    Errno errno = process.Errno;
                    bool inside = errno == Errno.None && process.Id == id;
                    if (!inside && files is not null && !errno.IsUnreadable())
                        inside = IsAnyThreadInside(files, process.ProcessId, id, threads!, out errno);
                    if (inside)
                        (found ??= []).Add(process.ProcessId);
                    else if (errno.IsUnreadable())
                        denied++;
                }
            }

            return new ProcessScan(found?.ToArray() ?? [], denied);
        }
        finally
        {
            ArrayPool<ProcessNamespaceReading>.Shared.Return(batch);
        }
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

    private NamespaceHolders FindHolders(NamespaceId id, IReadOnlyCollection<int>? ownDescriptors)
    {
        using IProcessNamespaceReader reader = _source.ReadProcesses();
        using IProcessFiles files = _source.OpenFiles();
        using var search = new HolderSearch(files, id, ownDescriptors);
        var walk = new HolderWalk(files, search, threads: true, holders: true);
        walk.Run(reader);
        return new NamespaceHolders(search.Holders, walk.Denied);
    }
}
