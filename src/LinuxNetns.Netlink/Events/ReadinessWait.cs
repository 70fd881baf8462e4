using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Somebody who waits for a descriptor, which stays open meanwhile.</summary>
internal sealed class ReadinessWait
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeHandle _handle;

    internal ReadinessWait(SafeHandle handle, CancellationToken cancellationToken)
    {
        bool held = false;
        handle.DangerousAddRef(ref held);
        _handle = handle;
        Descriptor = (int)handle.DangerousGetHandle();
        CancellationToken = cancellationToken;
    }

    internal int Descriptor { get; }

    internal CancellationToken CancellationToken { get; }

    internal bool IsReady { get; set; }

    internal Task Task => _done.Task;

    /// <summary>Lets go of the descriptor. Once.</summary>
    internal void End(Exception? failure = null)
    {
        _handle.DangerousRelease();
        _ = failure is null ? _done.TrySetResult() : _done.TrySetException(failure);
    }
}
