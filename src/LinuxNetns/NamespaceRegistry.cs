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
    // In a directory that was deleted below its mount nothing can be made, and each try looks as if somebody else had been faster.
    private const int MaxAttempts = 100;

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
        _scanner = scanner ?? new ProcessScanner(_options);
        _directory = new RegistryDirectory(_options.RunDirectory, kernel);
        _index = new NameIndex(_options.RunDirectory);
        _marks = new AdministrativeMarks(_options.RunDirectory, kernel);
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public string RunDirectory => _directory.Path;

    /// <inheritdoc/>
    public NetworkNamespace Add(string name) => Add(name, owned: false);

    /// <inheritdoc/>
    public IReadOnlyList<NetworkNamespace> AddMany(IEnumerable<string> names) => AddMany(names, owned: false);

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
        SafeFileHandle copy = NetworkNamespace.Copy(handle);
        try
        {
            _directory.Prepare();
            NetworkNamespace ns = Bind(copy, name, CreatePlaceholder(name), owned: false);
            _logger.Attached(name, ns.Id);
            return ns;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public NetworkNamespace Open(string name)
    {
        NamespaceName.Check(name);
        return Handle(NetworkNamespace.OpenFile(_directory.PathOf(name)), name, owned: false);
    }

    /// <inheritdoc/>
    public NetworkNamespace OpenOrAdd(string name) => OpenOrAdd(name, owned: false);

    /// <inheritdoc/>
    public bool Contains(string name)
    {
        NamespaceName.Check(name);
        return StateOf(name) == NamespaceEntryState.Live;
    }

    /// <summary>Add, for <see cref="NetworkNamespace.Create"/>: disposing of the result deletes the name.</summary>
    internal NetworkNamespace AddOwned(string name) => Add(name, owned: true);

    /// <summary>OpenOrAdd, for <see cref="NetworkNamespace.OpenOrCreate"/>.</summary>
    internal NetworkNamespace OpenOrAddOwned(string name) => OpenOrAdd(name, owned: true);

    private NetworkNamespace OpenOrAdd(string name, bool owned)
    {
        NamespaceName.Check(name);
        for (int attempt = 0; ; attempt++)
        {
            NamespaceEntryState? state = StateOf(name);
            try
            {
                switch (state)
                {
                    case null:
                        return Add(name, owned);
                    case NamespaceEntryState.Live:
                        return Open(name);
                    case NamespaceEntryState.Placeholder when WaitForAdd(name) != NamespaceEntryState.Placeholder:
                        continue;
                    default:
                        throw Interop.Error(NamespaceError.NotANetworkNamespace, Errno.EINVAL, "open", _directory.PathOf(name), $"the entry is a {state}; see Examine()");
                }
            }
            catch (NetworkNamespaceException e) when (attempt < MaxAttempts && IsOvertaken(state, e, _directory.PathOf(name)))
            {
                // Somebody else has added or deleted the name since it was looked at.
            }
        }
    }

    private static bool IsOvertaken(NamespaceEntryState? state, NetworkNamespaceException e, string path) => state switch
    {
        null => e.Reason == NamespaceError.AlreadyExists || (e.Reason == NamespaceError.NotFound && e.Path == path),
        NamespaceEntryState.Live => e.Reason is NamespaceError.NotFound or NamespaceError.NotANetworkNamespace,
        _ => false,
    };

    private NetworkNamespace Add(string name, bool owned)
    {
        NamespaceName.Check(name);
        _directory.Prepare();
        using var supply = new NamespaceSupply(_kernel, 1);
        return AddPrepared(name, owned, supply);
    }

    /// <summary>In a directory that is ready.</summary>
    private NetworkNamespace AddPrepared(string name, bool owned, NamespaceSupply supply)
    {
        Measurement measured = Telemetry.Create.Start(name);
        try
        {
            NetworkNamespace ns = Make(name, owned, supply);
            measured.Tell(ns.Id);
            return ns;
        }
        catch (Exception e) when (measured.Fail(e))
        {
            throw;
        }
        finally
        {
            measured.Dispose();
        }
    }

    private NetworkNamespace Make(string name, bool owned, NamespaceSupply supply)
    {
        string path = CreatePlaceholder(name);
        Errno errno;
        SafeFileHandle? handle;
        RawStep step;
        try
        {
            errno = supply.Take(out handle, out step);
        }
        catch
        {
            _ = _kernel.Unlink(path); // no thread could be started
            throw;
        }

        if (errno != Errno.None)
        {
            _ = _kernel.Unlink(path);
            throw step == RawStep.Enter ? Interop.Error(errno, "unshare(CLONE_NEWNET)", name) : Interop.Error(errno, "open", "/proc/thread-self/ns/net");
        }

        try
        {
            NetworkNamespace ns = Bind(handle!, name, path, owned);
            _logger.Added(name, ns.Id);
            return ns;
        }
        catch
        {
            handle!.Dispose();
            throw;
        }
    }

    /// <summary>Makes, exclusively, the file that the namespace will be bound to.</summary>
    private string CreatePlaceholder(string name)
    {
        string path = _directory.PathOf(name);
        Errno errno = _kernel.CreatePlaceholder(path);
        return errno == Errno.None ? path : throw Interop.Error(errno, "create", path);
    }

    /// <summary>Binds a namespace to the placeholder made for it: last, as iproute2 does, so that whoever watches the name sees a whole namespace.</summary>
    private NetworkNamespace Bind(SafeFileHandle handle, string name, string path, bool owned)
    {
        NetworkNamespace ns;
        try
        {
            ns = Handle(handle, name, owned);
        }
        catch
        {
            _ = _kernel.Unlink(path);
            throw;
        }

        Bind(handle, path);
        return ns;
    }

    /// <summary>Takes the placeholder away if it fails. The file alone: nothing of ours is mounted on it, and what somebody else has mounted there meanwhile keeps it (EBUSY).
    /// If it was gone, what is there by now is somebody else's.</summary>
    private void Bind(SafeHandle handle, string path)
    {
        Errno errno = _kernel.BindNamespace(handle, path);
        if (errno == Errno.None)
            return;
        if (errno != Errno.ENOENT)
            _ = _kernel.Unlink(path);
        throw Interop.Error(errno, "mount --bind", path);
    }

    private NetworkNamespace Handle(SafeFileHandle handle, string name, bool owned) =>
        new(handle, name, _options.EtcDirectory, owned ? this : null) { RunDirectory = RunDirectory };

    private NamespaceEntryState? StateOf(string name) => NamespaceFile.Examine(_directory.PathOf(name), identify: false).State;

    /// <summary>Waits while the entry is a placeholder that is young enough to be an add under way: a name appears before its namespace does, and nothing else tells the two apart.</summary>
    /// <returns>What it is then.</returns>
    private NamespaceEntryState? WaitForAdd(string name)
    {
        string path = _directory.PathOf(name);
        using var mounts = new MountTableEvents();
        long deadline = Environment.TickCount64 + NamespaceFile.AddMilliseconds;
        while (true)
        {
            NamespaceEntryState? state = StateOf(name);
            long left = Math.Min(deadline - Environment.TickCount64, NamespaceFile.AddMilliseconds - NamespaceFile.AgeMilliseconds(path));
            if (state != NamespaceEntryState.Placeholder || left <= 0)
                return state;
            // A second look every 100 ms: a placeholder that is deleted raises no mount event.
            mounts.Wait((int)Math.Min(left, 100));
        }
    }
}
