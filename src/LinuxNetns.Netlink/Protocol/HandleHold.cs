using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Keeps a descriptor open while its number travels inside a message.</summary>
internal ref struct HandleHold
{
    private readonly SafeHandle _handle;
    private bool _held;

    internal HandleHold(SafeHandle handle)
    {
        _handle = handle;
        handle.DangerousAddRef(ref _held);
    }

    internal readonly int Descriptor => (int)_handle.DangerousGetHandle();

    internal void Dispose()
    {
        if (_held)
        {
            _held = false;
            _handle.DangerousRelease();
        }
    }
}
