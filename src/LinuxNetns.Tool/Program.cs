using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary>The program: options, then one command or a batch of them.</summary>
internal static class Program
{
    private static int Main(string[] line)
    {
        var output = new ToolOutput(1);
        var error = new ToolOutput(2);
        int code;
        try
        {
            code = Run(line, output, error);
        }
        catch (ExitException e)
        {
            if (e.Text is { } text)
                (e.Code == ExitCode.Success ? output : error).WriteLine(text);
            code = e.Code;
        }

        try
        {
            output.Flush();
            error.Flush();
        }
        catch (ExitException e)
        {
            code = e.Code;
        }

        return code;
    }

    private static int Run(string[] line, ToolOutput output, ToolOutput error)
    {
        GlobalOptions options = GlobalOptionParser.Parse(line, out int read);
        var context = new CommandContext(options, output, error);
        return options.BatchFile is { } file ? Batch.Run(context, file) : Run(context, line[read..]);
    }

    /// <summary>Runs one command line and reports its failure.</summary>
    internal static int Run(CommandContext context, string[] line)
    {
        try
        {
            return CommandTable.Run(context, line);
        }
        catch (Exception e) when (e is CommandException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            context.Output.Flush();
            string text = TextOf(context, e);
            if (text.Length > 0)
                context.Complain(text);
            return e switch
            {
                CommandException failure => failure.Code,
                NetlinkException => ExitCode.Netlink,
                ArgumentException => ExitCode.BadUsage,
                _ => ExitCode.Failure,
            };
        }
    }

    /// <summary>What to say of a failure: ip's words; with -details the library's after them, which say what helps.</summary>
    internal static string TextOf(CommandContext context, Exception error)
    {
        string text = error switch
        {
            CommandException failure => failure.Text ?? "",
            NamespaceInUseException => error.Message,
            NetworkNamespaceException failure => Texts.Of(failure, context.Paths.RunDirectory),
            NetlinkException failure => Texts.Of(failure),
            ArgumentException failure => Texts.Of(failure),
            _ => error.Message,
        };
        Exception cause = (error as CommandException)?.InnerException ?? error;
        return context.Options.Details && cause is not CommandException && cause.Message != text ? $"{text}\n{cause.Message}" : text;
    }
}
