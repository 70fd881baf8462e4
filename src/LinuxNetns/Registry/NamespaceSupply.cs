using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>New namespaces, made some at a time: a worker that is woken for each would cost a tenth more.</summary>
internal sealed class NamespaceSupply : IDisposable
{
    private const int Most = 32;

    private readonly IRegistryKernel _kernel;
    private int _wanted;
    private SafeFileHandle?[] _handles = [];
    private int _taken;
    private Errno _errno;
    private RawStep _failedStep;

    /// <param name="kernel">Makes them.</param>
    /// <param name="count">How many will be taken.</param>
    internal NamespaceSupply(IRegistryKernel kernel, int count) => (_kernel, _wanted) = (kernel, count);

    /// <summary>Closes those that nobody has taken: nothing else holds them.</summary>
    public void Dispose()
    {
        for (; _taken < _handles.Length; _taken++)
            _handles[_taken]?.Dispose();
    }

    /// <summary>The next one, the caller's from now on.</summary>
    internal Errno Take(out SafeFileHandle? handle, out RawStep failedStep)
    {
        if (_taken == _handles.Length)
        {
            _taken = 0;
            _handles = new SafeFileHandle?[Math.Min(_wanted, Most)];
            _wanted -= _handles.Length;
            _errno = _kernel.CreateNamespaces(_handles, out _failedStep);
        }

        handle = _handles[_taken];
        failedStep = _failedStep;
        if (handle is null)
            return _errno;
        _taken++;
        return Errno.None;
    }
}
