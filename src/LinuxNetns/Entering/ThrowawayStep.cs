namespace LinuxNetns;

/// <summary>The steps before a throw-away thread's body.</summary>
internal enum ThrowawayStep
{
    /// <summary>setns(2) into the network namespace.</summary>
    EnterNetwork,

    /// <summary>unshare(CLONE_NEWNS), or of the current directory alone.</summary>
    UnshareMounts,

    /// <summary>setns(2) into the mount namespace.</summary>
    EnterMounts,

    /// <summary>setns(2) back home.</summary>
    ComeHome,
}
