using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>The numbers of signals: the runtime names some by negative numbers of its own (signal(7), x86 and arm).</summary>
internal static class SignalNumber
{
    internal static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => Interop.SIGINT,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => Interop.SIGTERM,
        PosixSignal.SIGCHLD => 17,
        PosixSignal.SIGCONT => 18,
        PosixSignal.SIGTSTP => 20,
        PosixSignal.SIGTTIN => 21,
        PosixSignal.SIGTTOU => 22,
        PosixSignal.SIGWINCH => 28,
        > 0 => (int)signal,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "There is no such signal."),
    };
}
