using System.Runtime.InteropServices;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinuxNetns;

/// <summary>Finds who is in a namespace, and which namespaces there are (proc(5), namespaces(7)).</summary>
/// <remarks>
/// Processes are found by the first way that works here (<see cref="ProcessScanBackend"/>), and the result says by which; everything else is read from /proc, with the right to look at
/// the processes (ptrace(2), PTRACE_MODE_READ): root's see all, others their own. A process that may not be read is counted, one that ends meanwhile is left out. Safe for use by many
/// threads at once; no answer is kept.
/// </remarks>
public sealed class ProcessScanner : IProcessScanner
{
    private readonly IProcessNamespaceSource _source;
    private readonly FinderChoice _finders;
    private readonly ProcIdentity _identity;
    private readonly ProcessVisibility _visibility;
    private readonly string _runDirectory;
    private readonly ILogger _logger;
    private int _toldOfLimit;

    /// <summary>Makes a scanner.</summary>
    /// <param name="options">Where /proc and the names are; null for the defaults.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public ProcessScanner(LinuxNetnsOptions? options = null)
        : this(options ?? new LinuxNetnsOptions(), NullLogger<ProcessScanner>.Instance)
    {
    }

    /// <summary>Makes a scanner that tells a log, once each, which ways to find processes do not work here and why.</summary>
    /// <param name="options">Where /proc and the names are.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public ProcessScanner(LinuxNetnsOptions options, ILogger<ProcessScanner> logger)
        : this(options, source: null, finders: null, logger)
    {
    }

    internal ProcessScanner(LinuxNetnsOptions options, IProcessNamespaceSource? source, IProcessFinder[]? finders = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _source = source ?? new ProcSource(options.ProcDirectory);
        _identity = new ProcIdentity(options.ProcDirectory);
        _visibility = new ProcessVisibility(options.ProcDirectory);
        _runDirectory = options.RunDirectory;
        _logger = logger ?? NullLogger.Instance;
        _finders = finders is not null ? new FinderChoice(finders, glance: null, _logger)
            : source is not null ? new FinderChoice([new ProcFinder(source)], glance: null, _logger)
            : Choice(options.ProcDirectory, _visibility, _logger);
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
            return FindProcesses(networkNamespace.Id, options?.IncludeThreads ?? false, options?.Backend ?? ProcessScanBackend.Auto, networkNamespace.Handle);
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
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumDescriptors ?? 0, nameof(options));
        // Of holders /proc sees fewer than the kernel's iterator.
        return _finders.IsGlanceDue(options.Backend) && !options.IncludeHolders && Scan(options, ProcessScanBackend.Proc) is { IsComplete: true } found ? found : Scan(options, options.Backend);
    }

    internal ProcessScan FindProcesses(NamespaceId id, bool includeThreads, ProcessScanBackend backend = ProcessScanBackend.Auto, SafeHandle? handle = null)
    {
        using var found = new FoundProcesses();
        FinderAnswer answer = _finders.Find(backend, id, handle, includeThreads, found);
        return new ProcessScan(found.ToArray(), found.Denied)
        {
            Backend = answer.Backend,
            Fallbacks = answer.Fallbacks,
            IsComplete = found.Denied == 0 && !IsHiding(answer.Backend, holders: false),
        };
    }

    private HostNamespaces Scan(HostScanOptions options, ProcessScanBackend backend)
    {
        using IProcessFiles files = _source.OpenFiles();
        using var scan = new HostScan(files);
        ulong[] listed = files.ReadListed(); // first, or it has namespaces that began since the processes were looked at
        var walk = new HolderWalk(files, scan, options.IncludeThreads, options.IncludeHolders, options.MaximumDescriptors);
        using IProcessNamespaceReader reader = _finders.Read(backend, options.IncludeThreads, out FinderAnswer answer);
        walk.Run(reader);
        scan.AddNames(_runDirectory);
        scan.AddListed(listed);
        answer = _finders.Add(walk.Refusal, backend, answer);
        if (walk.Unsearched > 0 && Interlocked.Exchange(ref _toldOfLimit, 1) == 0)
            _logger.ReachedLimit(options.MaximumDescriptors, walk.Unsearched);
        return new HostNamespaces(scan.Finish(), walk.Denied)
        {
            Backend = answer.Backend,
            Fallbacks = answer.Fallbacks,
            UnsearchedProcesses = walk.Unsearched,
            IsComplete = walk.Denied == 0 && walk.Unsearched == 0 && !IsHiding(answer.Backend, options.IncludeHolders),
        };
    }

    private static FinderChoice Choice(string directory, ProcessVisibility visibility, ILogger logger)
    {
        var table = new ProcessTable(directory);
        var source = new ProcSource(directory);
        var proc = new ProcFinder(source);
        return new FinderChoice([new BpfFinder(table), new NetnsIdFinder(table, source), proc], new FirstGlance(table, visibility, proc), logger);
    }

    /// <summary>Mounts are read in /proc whoever told of the processes.</summary>
    private bool IsHiding(ProcessScanBackend backend, bool holders) => (holders || backend != ProcessScanBackend.Bpf) && _visibility.IsHiding();

    private NamespaceHolders FindHolders(NamespaceId id, IReadOnlyCollection<int>? ownDescriptors)
    {
        using IProcessNamespaceReader reader = _finders.Read(ProcessScanBackend.Auto, threads: true, out FinderAnswer answer);
        using IProcessFiles files = _source.OpenFiles();
        using var search = new HolderSearch(files, id, ownDescriptors);
        var walk = new HolderWalk(files, search, threads: true, holders: true);
        walk.Run(reader, (uint)id.Inode);
        answer = _finders.Add(walk.Refusal, ProcessScanBackend.Auto, answer);
        return new NamespaceHolders(search.Holders, walk.Denied)
        {
            Backend = answer.Backend,
            Fallbacks = answer.Fallbacks,
            IsComplete = walk.Denied == 0 && !IsHiding(answer.Backend, holders: true),
        };
    }
}
