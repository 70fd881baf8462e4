using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

/// <summary>While it lives, signals that would end this program go to the command instead: its end ends the program.</summary>
internal sealed class SignalForwarding : IDisposable
{
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM];

    private readonly PosixSignalRegistration[] _registrations;
    private readonly object _gate = new();
    private readonly List<PosixSignal> _early = [];
    private NamespaceProcess? _process;

    /// <summary>Begins to hold signals back; before the command is started, so that none falls between.</summary>
    internal SignalForwarding() => _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Forward));

    /// <summary>Whether there was one.</summary>
    internal bool Any { get; private set; }

    /// <summary>The command has started: it gets what has come and what will come.</summary>
    internal void To(NamespaceProcess process)
    {
        lock (_gate)
        {
            _process = process;
            foreach (PosixSignal signal in _early)
                process.Signal(signal);
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Forward(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            Any = true;
            if (_process is null)
                _early.Add(context.Signal);
            else
                _process.Signal(context.Signal);
        }
    }
}
