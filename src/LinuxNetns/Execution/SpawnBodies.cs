using System.Runtime.CompilerServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What the throw-away thread, or the worker, does inside the namespace before and while the command starts. The rules of <see cref="RawBodies"/> hold.</summary>
/// <remarks>The order of the mounts is that of <c>ip netns exec</c> (iproute2, lib/namespace.c: netns_switch), then what <c>ip</c> does not have. The child inherits the thread's
/// namespaces and user; the thread then ends.</remarks>
internal static unsafe class SpawnBodies
{
    private static readonly object s_gate = new();
    private static bool s_warm;

    private static ReadOnlySpan<byte> Root => "/\0"u8;

    private static ReadOnlySpan<byte> SysfsType => "sysfs\0"u8;

    private static ReadOnlySpan<byte> None => "none\0"u8;

    private static ReadOnlySpan<byte> OwnMountNamespace => "/proc/thread-self/ns/mnt\0"u8;

    private static ReadOnlySpan<byte> NewLine => "\n"u8;

    /// <summary>Binds every native function and compiles every body at home, by calls that change nothing.</summary>
    internal static void Warm()
    {
        lock (s_gate)
        {
            if (s_warm)
                return;
            byte nul = 0;
            byte* actual = stackalloc byte[Interop.SigsetSize];
            byte* nothing = null;
            int child;
            _ = Interop.RawMount(&nul, &nul, null, Interop.MS_BIND, null);
            _ = Interop.RawUmount2(&nul, 0);
            _ = Interop.RawOpen(&nul, Interop.O_CLOEXEC, 0);
            _ = Interop.RawClose(-1);
            _ = Interop.RawAccess(&nul, Interop.F_OK);
            _ = Interop.RawChdir(&nul);
            _ = Interop.RawWrite(-1, &nul, 0);
            _ = Interop.RawSyscall(Interop.SYS_pidfd_send_signal, -1, 0, 0, 0, 0);
            _ = *Interop.ErrnoLocation();
            _ = Length(Interop.RawStrerror(0));
            _ = Interop.RawSigmask(Interop.SIG_SETMASK, null, actual);
            _ = Interop.RawSignal(-1, Interop.SIG_DFL);
            _ = Interop.RawExecve(&nul, &nothing, &nothing);
            _ = Interop.PosixSpawn(&child, &nul, null, null, &nothing, &nothing);

            SpawnState state = default;
            state.GroupCount = state.UserId = state.GroupId = -1;
            state.EmptySignalSet = actual; // the caller's own mask, which so stays as it is
            _ = Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0);
            RawCall call = default;
            call.State = &state;
            Spawn(&call);
            Replace(&state);
            View(&state);
            SpawnMount mount = default;
            mount.Source = mount.Target = &nul;
            mount.Flags = Interop.MS_BIND;
            mount.Optional = true;
            state.SysfsTarget = state.SysfsSource = &nul;
            _ = MountSysfs(&state);
            _ = MakeMount(&state, &mount);
            _ = MakeReadOnly(&mount);
            Complain(&mount, fd: -1);
            _ = IsElsewhere((int)Netlink.Errno.ENOENT);
            s_warm = true;
        }
    }

    /// <summary>As <see cref="Spawn(void*)"/>, on the worker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Spawn(RawCall* call) => Spawn(call->State);

    /// <summary>Starts the command as a child process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Spawn(void* argument)
    {
        var state = (SpawnState*)argument;
        state->MountNamespace = -1;
        if (state->OwnMounts)
        {
            fixed (byte* path = OwnMountNamespace)
                state->MountNamespace = Interop.RawOpen(path, Interop.O_CLOEXEC, 0);
        }

        if ((Prepare(state) && Start(state)) || state->MountNamespace < 0)
            return;
        _ = Interop.RawClose(state->MountNamespace);
        state->MountNamespace = -1;
    }

    /// <summary>Makes the view of the files that a command would have, for a thread that stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void View(void* argument)
    {
        var state = (SpawnState*)argument;
        if (Prepare(state))
            state->Step = SpawnStep.Done;
    }

    /// <summary>Becomes the command. Comes back only if it cannot be executed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Replace(void* argument)
    {
        var state = (SpawnState*)argument;
        state->MountNamespace = -1;
        if (!Prepare(state))
            return;

        // Handlers end with execve(2) of their own accord, what is ignored stays ignored: SIGPIPE is the one that the runtime ignores.
        bool warming = state->CandidateCount == 0;
        nint pipe = warming ? 0 : Interop.RawSignal(Interop.SIGPIPE, Interop.SIG_DFL);
        _ = Interop.RawSigmask(Interop.SIG_SETMASK, state->EmptySignalSet, null);
        int result = (int)Netlink.Errno.ENOENT;
        for (int i = 0; i < state->CandidateCount; i++)
        {
            _ = Interop.RawExecve(state->Candidates[i], state->Arguments, state->Environment);
            int errno = *Interop.ErrnoLocation();
            if (errno == (int)Netlink.Errno.ENOEXEC && state->ShellArguments is not null)
            {
                state->ShellArguments[1] = state->Candidates[i];
                _ = Interop.RawExecve(state->ShellArguments[0], state->ShellArguments, state->Environment);
                errno = *Interop.ErrnoLocation();
            }

            bool elsewhere = IsElsewhere(errno);
            if (!elsewhere || result != (int)Netlink.Errno.EACCES)
                result = errno;
            if (!elsewhere)
                break;
        }

        if (!warming)
            _ = Interop.RawSignal(Interop.SIGPIPE, pipe);
        Fail(state, SpawnStep.Execute, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Start(SpawnState* state)
    {
        int result = (int)Netlink.Errno.ENOENT;
        for (int i = 0; i < state->CandidateCount; i++)
        {
            if (state->CandidateCount > 1 && Interop.RawAccess(state->Candidates[i], Interop.F_OK) != 0)
                continue;
            int child;
            int errno = Interop.PosixSpawn(&child, state->Candidates[i], state->FileActions, state->Attributes, state->Arguments, state->Environment);
            if (errno == 0)
            {
                state->ProcessId = child;
                state->Step = SpawnStep.Done;
                return true;
            }

            // As execvp(3): one that may not be run is remembered, and the search goes on.
            bool elsewhere = IsElsewhere(errno);
            if (!elsewhere || result != (int)Netlink.Errno.EACCES)
                result = errno;
            if (!elsewhere)
                break;
        }

        return Fail(state, SpawnStep.Execute, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Prepare(SpawnState* state)
    {
        fixed (byte* root = Root, none = None)
        {
            if (state->OwnMounts && Interop.RawMount(none, root, null, Interop.MS_SLAVE | Interop.MS_REC, null) != 0)
                return Fail(state, SpawnStep.Propagation, *Interop.ErrnoLocation());
        }

        if (state->Sysfs != SysfsMode.None && state->OwnMounts)
        {
            int errno = MountSysfs(state);
            if (errno != 0 && state->Sysfs == SysfsMode.Remount)
                return Fail(state, SpawnStep.Sysfs, errno);
        }

        for (int i = 0; i < state->MountCount; i++)
        {
            if (!MakeMount(state, state->Mounts + i))
            {
                state->FailedMount = i;
                return false;
            }
        }

        if (state->UserId >= 0 || state->GroupId >= 0)
            state->ThreadId = Interop.RawSyscall(state->GetThreadId, 0, 0, 0, 0, 0);
        if (state->GroupCount >= 0 && Interop.RawSyscall(state->SetGroups, state->GroupCount, (nint)state->Groups, 0, 0, 0) != 0)
            return Fail(state, SpawnStep.Groups, *Interop.ErrnoLocation());
        if (state->GroupId >= 0 && Interop.RawSyscall(state->SetResGid, state->GroupId, state->GroupId, state->GroupId, 0, 0) != 0)
            return Fail(state, SpawnStep.Group, *Interop.ErrnoLocation());
        if (state->UserId >= 0 && Interop.RawSyscall(state->SetResUid, state->UserId, state->UserId, state->UserId, 0, 0) != 0)
            return Fail(state, SpawnStep.User, *Interop.ErrnoLocation());
        // The kernel does that only for one who was root (capabilities(7)). EINVAL before Linux 4.3, where there are none.
        if (state->UserId > 0)
            _ = Interop.Prctl(Interop.PR_CAP_AMBIENT, Interop.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        if (state->WorkingDirectory is not null && Interop.RawChdir(state->WorkingDirectory) != 0)
            return Fail(state, SpawnStep.Directory, *Interop.ErrnoLocation());
        return true;
    }

    /// <summary>As <c>ip</c>: away with the old one and what is mounted below it; where it is not ours to unmount, over it. A read-only one cannot be covered by one that can be written to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MountSysfs(SpawnState* state)
    {
        fixed (byte* type = SysfsType)
        {
            // To put back: in a user namespace the kernel wants to see a sysfs before it allows another one (mount_too_revealing in fs/namespace.c).
            int old = (int)Interop.RawSyscall(
                Interop.SYS_open_tree,
                Interop.AT_FDCWD,
                (nint)state->SysfsTarget,
                (nint)(Interop.OPEN_TREE_CLONE | Interop.AT_RECURSIVE) | Interop.O_CLOEXEC,
                0,
                0);
            bool covers = Interop.RawUmount2(state->SysfsTarget, Interop.MNT_DETACH) != 0;
            int errno = 0;
            if (Interop.RawMount(state->SysfsSource, state->SysfsTarget, type, 0, null) != 0
                && (!covers || Interop.RawMount(state->SysfsSource, state->SysfsTarget, type, Interop.MS_RDONLY, null) != 0))
            {
                errno = *Interop.ErrnoLocation();
                byte nul = 0;
                if (!covers && old >= 0)
                    _ = Interop.RawSyscall(Interop.SYS_move_mount, old, (nint)(&nul), Interop.AT_FDCWD, (nint)state->SysfsTarget, Interop.MOVE_MOUNT_F_EMPTY_PATH);
            }

            if (old >= 0)
                _ = Interop.RawClose(old);
            return errno;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MakeMount(SpawnState* state, SpawnMount* mount)
    {
        SpawnStep step = SpawnStep.Mount;
        if (Interop.RawMount(mount->Source, mount->Target, mount->Type, mount->Flags, null) == 0)
        {
            if (!mount->ReadOnly || MakeReadOnly(mount))
                return true;
            step = SpawnStep.ReadOnly;
        }

        mount->Errno = *Interop.ErrnoLocation();
        if (!mount->Optional)
            return Fail(state, step, mount->Errno);
        if (mount->Complaint is not null)
            Complain(mount, fd: 2);
        return true;
    }

    /// <summary>mount_setattr(2) leaves the other flags as they are, which a user namespace insists on; before Linux 5.12 all of them are set anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MakeReadOnly(SpawnMount* mount)
    {
        ulong* attributes = stackalloc ulong[4];
        attributes[0] = Interop.MOUNT_ATTR_RDONLY;
        attributes[1] = attributes[2] = attributes[3] = 0;
        return Interop.RawSyscall(Interop.SYS_mount_setattr, Interop.AT_FDCWD, (nint)mount->Target, 0, (nint)attributes, 32) == 0
            || (*Interop.ErrnoLocation() == (int)Netlink.Errno.ENOSYS
                && Interop.RawMount(null, mount->Target, null, Interop.MS_BIND | Interop.MS_REMOUNT | Interop.MS_RDONLY, null) == 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Complain(SpawnMount* mount, int fd)
    {
        byte* reason = Interop.RawStrerror(mount->Errno);
        _ = Interop.RawWrite(fd, mount->Complaint, mount->ComplaintLength);
        _ = Interop.RawWrite(fd, reason, Length(reason));
        fixed (byte* end = NewLine)
            _ = Interop.RawWrite(fd, end, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Length(byte* text)
    {
        nuint length = 0;
        while (text[length] != 0)
            length++;
        return length;
    }

    /// <summary>Whether execvp(3) would look in the next directory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsElsewhere(int errno) => errno is (int)Netlink.Errno.ENOENT or (int)Netlink.Errno.ENOTDIR or (int)Netlink.Errno.EACCES
        or (int)Netlink.Errno.ESTALE or (int)Netlink.Errno.ENODEV or (int)Netlink.Errno.ETIMEDOUT;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Fail(SpawnState* state, SpawnStep step, int errno)
    {
        state->Step = step;
        state->Errno = errno;
        return false;
    }
}
