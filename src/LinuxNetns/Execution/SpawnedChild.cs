namespace LinuxNetns;

/// <summary>A child that was started, not yet waited for by anybody.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="MountNamespace">A descriptor of its mount namespace; -1 where it has none of its own.</param>
/// <param name="BindFailures">What it was started without.</param>
internal readonly record struct SpawnedChild(int ProcessId, int MountNamespace, IReadOnlyList<BindFailure> BindFailures);
