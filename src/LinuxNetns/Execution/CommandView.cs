using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A view of the files that was made for a command, and is kept.</summary>
/// <param name="Mounts">Its mount namespace.</param>
/// <param name="BindFailures">What could not be shown in it.</param>
internal sealed record CommandView(SafeFileHandle Mounts, IReadOnlyList<BindFailure> BindFailures);
