namespace LinuxNetns.Tool;

/// <summary>Runs a command as a child and waits for it, with the signals that this program gets passed on to it.</summary>
internal static class ChildCommand
{
    internal static int Run(CommandContext context, NetworkNamespace ns, string file, string[] arguments, ExecRequest request)
    {
        context.Output.Flush();
        using var signals = new SignalForwarding();
        using NamespaceProcess process = ns.StartProcess(file, arguments, request.Options);
        signals.To(process);
        try
        {
            return Wait(context, process, signals, request);
        }
        finally
        {
            signals.Stop();
        }
    }

    private static int Wait(CommandContext context, NamespaceProcess process, SignalForwarding signals, ExecRequest request)
    {
        foreach (BindFailure failure in process.BindFailures)
            context.Complain($"Bind {failure.Source} -> {failure.Target} failed: {Texts.Of(failure.Errno)}");

        Task<ProcessExit> exit = process.WaitForExitAsync();
        if (!exit.Wait(request.Timeout ?? System.Threading.Timeout.InfiniteTimeSpan))
        {
            process.Kill(entireProcessTree: true);
            exit.Wait();
            return ExitCode.TimedOut;
        }

        int status = exit.Result.ShellStatus;
        // Whoever wanted the command to end wanted this program to end.
        return signals.EndedWith(exit.Result) ? throw new ExitException(status) : status;
    }
}
