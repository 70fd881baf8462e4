using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

/// <summary>While it lives, signals that would end this program go to the command instead: its end ends the program.</summary>
internal sealed class SignalForwarding : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM];

    private readonly PosixSignalRegistration[] _registrations;
    private readonly NamespaceProcess _process;
    private volatile bool _any;

    internal SignalForwarding(NamespaceProcess process)
    {
        _process = process;
        _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Forward));
    }

    /// <summary>Whether there was one.</summary>
    internal bool Any => _any;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Forward(PosixSignalContext context)
    {
        context.Cancel = true;
        _any = true;
        _process.Signal(context.Signal);
    }
}
