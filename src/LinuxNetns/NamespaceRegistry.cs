using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The names of network namespaces in a directory, as <c>ip netns</c> keeps them: a bind mount of each namespace on a file.</summary>
/// <remarks>Safe for use by many threads, many processes and <c>ip</c> at once. Nothing is cached but what the kernel is asked to vouch for on every use.</remarks>
public sealed partial class NamespaceRegistry : INamespaceRegistry
{
    private readonly LinuxNetnsOptions _options;
    private readonly IRegistryKernel _kernel;
    private readonly IProcessScanner _scanner;
    private readonly RegistryDirectory _directory;
    private readonly NameIndex _index;
    private readonly ILogger _logger;

    /// <summary>Makes a registry. The directory is made by the first name.</summary>
    /// <param name="options">Where things are; null for the defaults.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public NamespaceRegistry(LinuxNetnsOptions? options = null)
        : this(options ?? new LinuxNetnsOptions(), RegistryKernel.Instance, scanner: null, logger: null)
    {
    }

    /// <summary>Makes a registry that tells a log what it does.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="ArgumentException">A path is not absolute.</exception>
    public NamespaceRegistry(LinuxNetnsOptions options, ILogger<NamespaceRegistry> logger)
        : this(options, RegistryKernel.Instance, scanner: null, logger)
    {
    }

    /// <summary>Makes a registry over another directory.</summary>
    /// <param name="runDirectory">An absolute path.</param>
    /// <exception cref="ArgumentException">The path is not absolute.</exception>
    public NamespaceRegistry(string runDirectory)
        : this(new LinuxNetnsOptions { RunDirectory = runDirectory })
    {
    }

    internal NamespaceRegistry(LinuxNetnsOptions options, IRegistryKernel kernel, IProcessScanner? scanner, ILogger? logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
        _kernel = kernel;
        _scanner = scanner ?? new ProcessScanner(options);
        _directory = new RegistryDirectory(options.RunDirectory, kernel);
        _index = new NameIndex(options.RunDirectory);
        _marks = new AdministrativeMarks(options.RunDirectory);
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public string RunDirectory => _directory.Path;

    /// <inheritdoc/>
    public NetworkNamespace Add(string name) => Add(name, owned: false);

    /// <inheritdoc/>
    public NetworkNamespace Attach(string name, int processId)
    {
        NamespaceName.Check(name);
        using NetworkNamespace process = NetworkNamespace.OpenProcess(processId);
        return Attach(name, process.Handle);
    }

    /// <inheritdoc/>
    public NetworkNamespace Attach(string name, string path)
    {
        NamespaceName.Check(name);
        using NetworkNamespace source = NetworkNamespace.OpenPath(path);
        return Attach(name, source.Handle);
    }

    /// <inheritdoc/>
    public NetworkNamespace Attach(string name, SafeHandle handle)
    {
        NamespaceName.Check(name);
        using NetworkNamespace source = NetworkNamespace.FromHandle(handle);
        string path = Reserve(name);
        Errno errno = _kernel.BindNamespace(source.Handle, path);
        if (errno == Errno.None)
        {
            _logger.Attached(name, source.Id);
            return new NetworkNamespace(Duplicate(source), name, _options.EtcDirectory) { RunDirectory = RunDirectory };
        }

        Undo(path);
        throw Interop.Error(errno, "mount --bind", path);
    }

    /// <inheritdoc/>
    public NetworkNamespace Open(string name)
    {
        NamespaceName.Check(name);
        return new NetworkNamespace(NetworkNamespace.OpenFile(_directory.PathOf(name)), name, _options.EtcDirectory) { RunDirectory = RunDirectory };
    }

    /// <inheritdoc/>
    public NetworkNamespace OpenOrAdd(string name) => OpenOrAdd(name, owned: false);

    /// <inheritdoc/>
    public bool Contains(string name)
    {
        NamespaceName.Check(name);
        return NamespaceFile.Examine(_directory.PathOf(name), identify: false).State == NamespaceEntryState.Live;
    }

    /// <summary>Add, for <see cref="NetworkNamespace.Create"/>: disposing of the result deletes the name.</summary>
    internal NetworkNamespace AddOwned(string name) => Add(name, owned: true);

    /// <summary>OpenOrAdd, for <see cref="NetworkNamespace.OpenOrCreate"/>.</summary>
    internal NetworkNamespace OpenOrAddOwned(string name) => OpenOrAdd(name, owned: true);

    private NetworkNamespace OpenOrAdd(string name, bool owned)
    {
        NamespaceName.Check(name);
        while (true)
        {
            try
            {
                return Open(name);
            }
            catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotFound)
            {
                // Made below, unless somebody else is faster.
            }
            catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotANetworkNamespace && IsPlaceholder(name))
            {
                // An add under way: its name appears before its namespace does.
                WaitUntilUsable(name);
                continue;
            }

            try
            {
                return Add(name, owned);
            }
            catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.AlreadyExists)
            {
                // Somebody else was faster: open theirs.
            }
        }
    }

    private NetworkNamespace Add(string name, bool owned)
    {
        NamespaceName.Check(name);
        string path = Reserve(name);
        Errno errno = _kernel.CreateNamespace(path, out SafeFileHandle? handle, out RawStep step);
        if (errno == Errno.None)
        {
            var ns = new NetworkNamespace(handle!, name, _options.EtcDirectory, owned ? this : null) { RunDirectory = RunDirectory };
            _logger.Added(name, ns.Id);
            return ns;
        }

        Undo(path);
        throw step switch
        {
            RawStep.Enter => Interop.Error(errno, "unshare(CLONE_NEWNET)", name),
            RawStep.Bind => Interop.Error(errno, "mount --bind", path),
            _ => Interop.Error(errno, "open", "/proc/thread-self/ns/net"),
        };
    }

    /// <summary>Makes the directory and, exclusively, the file that the namespace will be bound to.</summary>
    private string Reserve(string name)
    {
        _directory.Prepare();
        return CreatePlaceholder(name);
    }

    private string CreatePlaceholder(string name)
    {
        string path = _directory.PathOf(name);
        Errno errno = _kernel.CreatePlaceholder(path);
        return errno == Errno.None ? path : throw Interop.Error(errno, "create", path);
    }

    private void Undo(string path)
    {
        _ = _kernel.Unmount(path);
        _ = _kernel.Unlink(path);
    }

    private void WaitUntilUsable(string name, int milliseconds = 2000)
    {
        using var mounts = new MountTableEvents();
        long deadline = Environment.TickCount64 + milliseconds;
        while (!Contains(name))
        {
            long left = deadline - Environment.TickCount64;
            if (left <= 0)
            {
                if (NamespaceFile.Examine(_directory.PathOf(name), identify: false).State is { } state and not NamespaceEntryState.Live)
                    throw Interop.Error(NamespaceError.NotANetworkNamespace, Errno.EINVAL, "open", _directory.PathOf(name), $"the entry is a {state}; see Examine()");
                return;
            }

            // A second look every 100 ms: a name that is deleted again raises no mount event.
            if (!mounts.Wait((int)Math.Min(left, 100)) && !File.Exists(_directory.PathOf(name)))
                return;
        }
    }

    private bool IsPlaceholder(string name) => NamespaceFile.Examine(_directory.PathOf(name), identify: false).State != NamespaceEntryState.Foreign;

    private static SafeFileHandle Duplicate(NetworkNamespace source)
    {
        int fd = Interop.Fcntl(source.Handle, Interop.F_DUPFD_CLOEXEC, 0);
        return fd < 0 ? throw Interop.LastError("fcntl(F_DUPFD_CLOEXEC)") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
