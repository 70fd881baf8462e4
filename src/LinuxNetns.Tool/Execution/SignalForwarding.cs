using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

/// <summary>While it lives, signals that would end this program go to the command instead: its end ends the program.</summary>
internal sealed class SignalForwarding : IDisposable
{
    private const int SIGHUP = 1, SIGINT = 2, SIGQUIT = 3, SIGTERM = 15;
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM];
    private static readonly TimeSpan s_delivery = TimeSpan.FromMilliseconds(500);

    private readonly PosixSignalRegistration[] _registrations;
    private readonly object _gate = new();
    private readonly List<PosixSignal> _early = [];
    private NamespaceProcess? _process;
    private bool _any;
    private bool _isOver;

    /// <summary>Begins to hold signals back; before the command is started, so that none falls between.</summary>
    internal SignalForwarding() => _registrations = Array.ConvertAll(s_signals, signal => PosixSignalRegistration.Create(signal, Forward));

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

    /// <summary>Whether there was one. A command that one of them has ended may have got it from the terminal, which sends it to both at once: then ours may still be on its way to us.</summary>
    internal bool EndedWith(ProcessExit exit)
    {
        lock (_gate)
            return _any || (exit.Signal is SIGHUP or SIGINT or SIGQUIT or SIGTERM && Monitor.Wait(_gate, s_delivery));
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    /// <summary>The command has ended and may be forgotten: what comes now is nobody's. A signal may be on its way for longer than a registration lasts.</summary>
    internal void Stop()
    {
        lock (_gate)
            _isOver = true;
    }

    private void Forward(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_gate)
        {
            _any = true;
            Monitor.PulseAll(_gate);
            if (_isOver)
                return;
            if (_process is null)
                _early.Add(context.Signal);
            else
                _process.Signal(context.Signal);
        }
    }
}
