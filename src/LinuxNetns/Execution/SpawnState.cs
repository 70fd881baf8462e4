namespace LinuxNetns;

/// <summary>Everything that starting a command takes, as plain memory, prepared at home: see <see cref="SpawnBodies"/>.</summary>
internal unsafe struct SpawnState
{
    /// <summary>Whether the thread has a mount namespace of its own.</summary>
    internal bool OwnMounts;

    internal SysfsMode Sysfs;

    /// <summary>What /proc/mounts shall show as the source of /sys.</summary>
    internal byte* SysfsSource;

    /// <summary>/sys; the empty path while warming up.</summary>
    internal byte* SysfsTarget;

    internal SpawnMount* Mounts;
    internal int MountCount;

    internal uint* Groups;

    /// <summary>-1: leave them.</summary>
    internal nint GroupCount;

    /// <summary>-1: leave it.</summary>
    internal nint UserId;

    /// <summary>-1: leave it.</summary>
    internal nint GroupId;

    internal nint SetGroups;
    internal nint SetResGid;
    internal nint SetResUid;
    internal nint GetThreadId;

    /// <summary>The thread that became another user or group; 0 where none did.</summary>
    internal nint ThreadId;

    /// <summary>null: leave it.</summary>
    internal byte* WorkingDirectory;

    /// <summary>Where the command may be: its path, or one for each directory of PATH.</summary>
    internal byte** Candidates;
    internal int CandidateCount;

    internal byte** Arguments;
    internal byte** Environment;

    /// <summary>/bin/sh and its arguments, from the second on those of the command: for a script that does not say who reads it. null: that is an error.</summary>
    internal byte** ShellArguments;

    internal byte* FileActions;
    internal byte* Attributes;
    internal byte* EmptySignalSet;

    /// <summary>The child; 0 where none was started.</summary>
    internal int ProcessId;

    /// <summary>A descriptor of the child's mount namespace; -1 where it has none of its own.</summary>
    internal int MountNamespace;

    internal SpawnStep Step;
    internal int Errno;

    /// <summary>Which of <see cref="Mounts"/> failed.</summary>
    internal int FailedMount;
}
