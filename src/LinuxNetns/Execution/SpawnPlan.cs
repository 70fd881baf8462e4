using System.Globalization;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Checks what was asked for, prepares it as native memory, and has it done.</summary>
internal sealed unsafe class SpawnPlan : IDisposable
{
    private static readonly object s_identityGate = new();

    private readonly NativeMemoryBlocks _memory = new();
    private readonly NetworkNamespace? _namespace;
    private readonly string _fileName;
    private readonly ExecOptions _options;
    private readonly List<(string Source, string Target)> _mounts = [];
    private readonly SpawnState* _state;
    private CommandView? _view;

    /// <param name="networkNamespace">Where; null for at home.</param>
    /// <param name="fileName">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Something cannot be; nothing was done.</exception>
    internal SpawnPlan(NetworkNamespace? networkNamespace, string fileName, IEnumerable<string>? arguments, ExecOptions options)
    {
        _namespace = networkNamespace;
        _fileName = fileName;
        _options = options;
        try
        {
            _state = (SpawnState*)_memory.Allocate((nuint)sizeof(SpawnState));
            _state->MountNamespace = -1;
            _state->EmptySignalSet = (byte*)_memory.Allocate(Interop.SigsetSize);
            Check(Interop.SigEmptySet(_state->EmptySignalSet), "sigemptyset");
            PlanCommand(arguments);
            PlanMounts();
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    private bool ChangesIdentity => _state->UserId >= 0 || _state->GroupId >= 0;

    /// <summary>Whether the thread that starts it is of no further use.</summary>
    private bool ChangesThread => _state->OwnMounts || _state->WorkingDirectory is not null || ChangesIdentity;

    public void Dispose()
    {
        if (_state->FileActions is not null)
            _ = Interop.PosixSpawnFileActionsDestroy(_state->FileActions);
        if (_state->Attributes is not null)
            _ = Interop.PosixSpawnAttributesDestroy(_state->Attributes);
        _memory.Dispose();
    }

    /// <summary>Starts a child.</summary>
    /// <param name="streams">Its standard streams.</param>
    /// <param name="ownGroup">Whether it leads a process group of its own.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="NetworkNamespaceException">It was not started.</exception>
    internal SpawnedChild Start(ChildStreams streams, bool ownGroup)
    {
        PlanStreams(streams);
        PlanAttributes(ownGroup);
        ChildPidfd.RequireSupport();
        if (_namespace is not null && _options.ShareView && _state->OwnMounts && CommandViews.AreUsable && (_options.WorkingDirectory ?? CommandViews.CurrentDirectory) is string directory)
            return StartInSharedView(_namespace.CommandViews, directory);
        if (_namespace is not null && !ChangesThread)
            SpawnFromWorker();
        else
            Execute(&SpawnBodies.Spawn);
        return new SpawnedChild(_state->ProcessId, _state->MountNamespace, BindFailures());
    }

    /// <summary>The first makes the view, the others go there.</summary>
    private SpawnedChild StartInSharedView(CommandViews views, string directory)
    {
        string key = string.Join('\0', _mounts.Select((mount, i) => $"{mount.Source}\0{mount.Target}\0{_state->Mounts[i].ReadOnly}").Prepend($"{_state->Sysfs}"));
        _view = views.Find(key);
        if (_view is not null)
        {
            _state->OwnMounts = false;
            _state->MountCount = 0;
            // Entering a mount namespace leads to its root.
            _state->WorkingDirectory = _memory.String(directory);
            Execute(&SpawnBodies.Spawn);
            return new SpawnedChild(_state->ProcessId, -1, _view.BindFailures);
        }

        Execute(&SpawnBodies.Spawn);
        List<BindFailure> failures = BindFailures();
        // Where there was no descriptor left for it, the next one makes another.
        if (_state->MountNamespace >= 0)
            views.Keep(key, new CommandView(new SafeFileHandle(_state->MountNamespace, ownsHandle: true), failures));
        return new SpawnedChild(_state->ProcessId, -1, failures);
    }

    /// <summary>Becomes the command.</summary>
    /// <returns>Why that was not possible.</returns>
    internal NetworkNamespaceException Replace()
    {
        for (int i = 0; i < _state->MountCount; i++)
        {
            SpawnMount* mount = _state->Mounts + i;
            if (!mount->Optional)
                continue;
            string complaint = $"Bind {_mounts[i].Source} -> {_mounts[i].Target} failed: ";
            mount->Complaint = _memory.String(complaint);
            mount->ComplaintLength = (nuint)System.Text.Encoding.UTF8.GetByteCount(complaint);
        }

        try
        {
            Execute(&SpawnBodies.Replace);
        }
        catch (NetworkNamespaceException e)
        {
            return e;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Starts a thread that has the command's view of the files, and is at home in the network.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">What it does.</param>
    /// <exception cref="NetworkNamespaceException">It was not started.</exception>
    internal void StartThread(string name, Action body)
    {
        SpawnBodies.Warm();
        Conclude(NamespaceThread.StartWithView(_namespace!.Handle, &SpawnBodies.View, _state, name, body));
    }

    /// <summary>A new thread would cost a third of the whole start.</summary>
    private void SpawnFromWorker()
    {
        SpawnBodies.Warm();
        var call = new RawCall { Body = &SpawnBodies.Spawn, IsSlow = true, State = _state };
        NamespaceThread.Run(_namespace!.Handle, &call);
        Conclude(new ThrowawayOutcome { Errno = call.Errno });
    }

    private void Execute(delegate*<void*, void> body)
    {
        SpawnBodies.Warm();
        Conclude(ChangesIdentity ? RunAsAnother(body) : Run(body));
    }

    private void Conclude(ThrowawayOutcome outcome)
    {
        if (outcome.Errno != 0)
            throw Interop.Error((Errno)outcome.Errno, outcome.Step switch { ThrowawayStep.UnshareMounts => "unshare(CLONE_NEWNS)", ThrowawayStep.EnterMounts => "setns(CLONE_NEWNS)", _ => "setns" }, _namespace?.Name);
        if (_state->Step != SpawnStep.Done)
            throw Failure();
    }

    private ThrowawayOutcome Run(delegate*<void*, void> body) =>
        NamespaceThread.RunThrowaway(_namespace?.Handle, _state->OwnMounts, _state->WorkingDirectory is not null, body, _state, _view?.Mounts);

    /// <summary>Becoming another user or group makes the memory of the whole process undumpable (prctl(2)), which takes /proc/self away from it. It must stay so while any thread
    /// is somebody else, or that user may trace it: so one at a time, and the kernel's thread must be gone, which it is a little after the managed one.</summary>
    private ThrowawayOutcome RunAsAnother(delegate*<void*, void> body)
    {
        lock (s_identityGate)
        {
            int dumpable = Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0);
            ThrowawayOutcome outcome = Run(body);
            string task = string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{_state->ThreadId}");
            bool gone = _state->ThreadId == 0 || SpinWait.SpinUntil(() => !Directory.Exists(task), 2000);
            if (dumpable == 1 && gone)
                _ = Interop.Prctl(Interop.PR_SET_DUMPABLE, 1, 0, 0, 0);
            return outcome;
        }
    }

    private void PlanCommand(IEnumerable<string>? arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(_fileName, "fileName");
        CheckNul(_fileName, "fileName");
        List<string> all = [_fileName, .. arguments ?? []];
        foreach (string argument in all)
        {
            ArgumentNullException.ThrowIfNull(argument, nameof(arguments));
            CheckNul(argument, nameof(arguments));
        }

        CommandIdentity identity = new UserDatabase().Resolve(_options.User, _options.Group);
        Dictionary<string, string> environment = CommandEnvironment.Build(_options, identity);
        List<string> candidates = CommandPath.Candidates(_fileName, environment.GetValueOrDefault("PATH"));
        _state->Candidates = _memory.Strings(candidates);
        _state->CandidateCount = candidates.Count;
        _state->Arguments = _memory.Strings(all);
        _state->ShellArguments = _memory.Strings(["/bin/sh", _fileName, .. all.Skip(1)]);
        _state->Environment = _memory.Strings([.. environment.Select(v => $"{v.Key}={v.Value}")]);
        PlanIdentity(identity.WithoutOwn());
        if (_options.WorkingDirectory is string directory)
        {
            ArgumentException.ThrowIfNullOrEmpty(directory, nameof(ExecOptions.WorkingDirectory));
            CheckNul(directory, nameof(ExecOptions.WorkingDirectory));
            // What is bound for the command may bring the directory with it.
            if (_options.Binds is not { Count: > 0 } && !Directory.Exists(directory))
                throw new ArgumentException($"The working directory \"{directory}\" does not exist.");
            _state->WorkingDirectory = _memory.String(directory);
        }
    }

    private void PlanIdentity(CommandIdentity identity)
    {
        _state->UserId = identity.UserId is uint user ? (nint)user : -1;
        _state->GroupId = identity.GroupId is uint group ? (nint)group : -1;
        _state->GroupCount = -1;
        _state->SetGroups = Interop.SYS_setgroups;
        _state->SetResGid = Interop.SYS_setresgid;
        _state->GetThreadId = Interop.SYS_gettid;
        _state->SetResUid = Interop.SYS_setresuid;
        if (identity.Groups is null)
            return;
        _state->GroupCount = identity.Groups.Count;
        _state->Groups = (uint*)_memory.Allocate((nuint)(identity.Groups.Count * sizeof(uint)));
        for (int i = 0; i < identity.Groups.Count; i++)
            _state->Groups[i] = identity.Groups[i];
    }

    private void PlanMounts()
    {
        var mounts = new List<SpawnMount>();
        if (_options.BindEtc && _namespace?.Name is string name)
        {
            string directory = Path.Join(_namespace.EtcDirectory ?? EtcFile.DefaultDirectory, name);
            if (Directory.Exists(directory))
            {
                foreach (string source in Directory.EnumerateFileSystemEntries(directory))
                    Add(mounts, source, Path.Join("/etc", Path.GetFileName(source)), new SpawnMount { Flags = Interop.MS_BIND, Optional = true });
            }
        }

        foreach (BindMount bind in _options.Binds ?? [])
        {
            CheckPath(bind.Source, nameof(BindMount.Source));
            CheckPath(bind.Target, nameof(BindMount.Target));
            Add(mounts, bind.Source, bind.Target, new SpawnMount { Flags = Interop.MS_BIND | Interop.MS_REC, ReadOnly = bind.ReadOnly });
        }

        if (_options.HideRegistry)
            PlanHiding(mounts);
        _state->OwnMounts = mounts.Count > 0 || _options.Sysfs != SysfsMode.None;
        _state->Sysfs = _options.Sysfs;
        _state->SysfsSource = _memory.String(_namespace?.Name ?? "sysfs");
        _state->SysfsTarget = _memory.String("/sys");
        _state->MountCount = mounts.Count;
        _state->Mounts = (SpawnMount*)_memory.Allocate((nuint)(mounts.Count * sizeof(SpawnMount)));
        for (int i = 0; i < mounts.Count; i++)
            _state->Mounts[i] = mounts[i];
    }

    private void PlanHiding(List<SpawnMount> mounts)
    {
        string directory = _namespace?.RunDirectory ?? RegistryLocation.Default();
        if (!Directory.Exists(directory))
            return;
        Add(mounts, "none", directory, new SpawnMount
        {
            Type = _memory.String("tmpfs"),
            Flags = Interop.MS_RDONLY | Interop.MS_NOSUID | Interop.MS_NODEV | Interop.MS_NOEXEC,
        });
    }

    private void Add(List<SpawnMount> mounts, string source, string target, SpawnMount mount)
    {
        mount.Source = _memory.String(source);
        mount.Target = _memory.String(target);
        mounts.Add(mount);
        _mounts.Add((source, target));
    }

    private void PlanStreams(ChildStreams streams)
    {
        _state->FileActions = (byte*)_memory.Allocate(Interop.SpawnFileActionsSize);
        Check(Interop.PosixSpawnFileActionsInit(_state->FileActions), "posix_spawn_file_actions_init");
        for (int i = 0; i < 3; i++)
        {
            int fd = streams.ChildDescriptor(i);
            if (fd >= 0)
                Check(Interop.PosixSpawnFileActionsAddDup2(_state->FileActions, fd, i), "posix_spawn_file_actions_adddup2");
        }
    }

    private void PlanAttributes(bool ownGroup)
    {
        _state->Attributes = (byte*)_memory.Allocate(Interop.SpawnAttributesSize);
        Check(Interop.PosixSpawnAttributesInit(_state->Attributes), "posix_spawnattr_init");
        Check(Interop.PosixSpawnAttributesSetSigMask(_state->Attributes, _state->EmptySignalSet), "posix_spawnattr_setsigmask");
        byte* defaults = (byte*)_memory.Allocate(Interop.SigsetSize);
        Check(Interop.SigEmptySet(defaults), "sigemptyset");
        // Handlers end with execve(2), what nohup(1) ignores shall stay so; SIGPIPE is ignored by the runtime alone.
        Check(Interop.SigAddSet(defaults, Interop.SIGPIPE), "sigaddset");
        Check(Interop.PosixSpawnAttributesSetSigDefault(_state->Attributes, defaults), "posix_spawnattr_setsigdefault");
        short flags = Interop.POSIX_SPAWN_SETSIGDEF | Interop.POSIX_SPAWN_SETSIGMASK;
        Check(Interop.PosixSpawnAttributesSetFlags(_state->Attributes, ownGroup ? (short)(flags | Interop.POSIX_SPAWN_SETPGROUP) : flags), "posix_spawnattr_setflags");
    }

    private List<BindFailure> BindFailures()
    {
        var failures = new List<BindFailure>();
        for (int i = 0; i < _state->MountCount; i++)
        {
            if (_state->Mounts[i].Errno != 0)
                failures.Add(new BindFailure(_mounts[i].Source, _mounts[i].Target, (Errno)_state->Mounts[i].Errno));
        }

        return failures;
    }

    private NetworkNamespaceException Failure()
    {
        var errno = (Errno)_state->Errno;
        return _state->Step switch
        {
            SpawnStep.Execute => new CommandNotStartedException(_fileName, errno),
            SpawnStep.Propagation => Interop.Error(errno, "mount --make-rslave", "/"),
            SpawnStep.Sysfs => Interop.Error(NamespaceError.NotPermitted, errno, "mount sysfs", "/sys",
                "the user namespace must own the network namespace; SysfsMode.BestEffort or None does without"),
            SpawnStep.Mount or SpawnStep.ReadOnly => MountFailure(errno),
            SpawnStep.Groups => Identity(errno, "setgroups", "needs CAP_SETGID, and a user namespace that allows setgroups(2)"),
            SpawnStep.Group => Identity(errno, "setresgid", "needs CAP_SETGID, and a group that is mapped into the user namespace"),
            SpawnStep.User => Identity(errno, "setresuid", "needs CAP_SETUID, and a user that is mapped into the user namespace"),
            _ => Interop.Error(errno, "chdir", _options.WorkingDirectory),
        };
    }

    private NetworkNamespaceException MountFailure(Errno errno)
    {
        (string source, string target) = _mounts[_state->FailedMount];
        return Interop.Error(errno, _state->Step == SpawnStep.ReadOnly ? "mount --bind -o ro" : source == "none" ? "mount tmpfs" : $"mount --bind \"{source}\"", target);
    }

    private static NetworkNamespaceException Identity(Errno errno, string operation, string remedy) =>
        Interop.Error(NamespaceError.NotPermitted, errno, operation, path: null, remedy);

    private static void Check(int errno, string operation)
    {
        if (errno != 0)
            throw Interop.Error((Errno)errno, operation);
    }

    private static void CheckPath(string path, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(path, parameter);
        CheckNul(path, parameter);
        if (path[0] != '/')
            throw new ArgumentException($"A bind mount needs absolute paths; this is \"{path}\".", parameter);
    }

    private static void CheckNul(string text, string parameter)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("It contains a NUL.", parameter);
    }
}
