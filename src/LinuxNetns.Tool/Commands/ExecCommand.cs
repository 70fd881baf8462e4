namespace LinuxNetns.Tool;

/// <summary><c>exec [OPTIONS] NAME cmd …</c>: becomes the command. In a batch, with -all and with --timeout the command is a child.</summary>
internal static class ExecCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        ExecRequest request = ExecRequest.Read(words, out ReadOnlySpan<string> rest);
        if (context.Options.All)
        {
            if (rest.IsEmpty)
                throw new CommandException(ExitCode.Failure, Texts.NoCommand);
            return RunAll(context, request, rest.ToArray());
        }

        if (rest.IsEmpty)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        CommandTable.CheckName(rest);
        if (rest.Length < 2)
            throw new CommandException(ExitCode.Failure, Texts.NoCommand);

        string name = rest[0], file = rest[1];
        string[] arguments = rest[2..].ToArray();
        try
        {
            using NetworkNamespace ns = context.Registry.Open(name);
            if (context.IsBatch || request.Timeout is not null)
                return ChildCommand.Run(context, ns, file, arguments, request);
            context.Output.Flush();
            ns.ReplaceProcess(file, arguments, request.Options);
            return ExitCode.Failure; // never: it does not return
        }
        catch (Exception e) when (e is NetworkNamespaceException or ArgumentException)
        {
            throw ExecErrors.Translate(e, name, file);
        }
    }

    /// <summary>One namespace after the other. Unlike with ip, a signal does not end the loop, and the first status that is not 0 is the program's.</summary>
    private static int RunAll(CommandContext context, ExecRequest request, string[] words)
    {
        int status = ExitCode.Success;
        foreach (NamespaceEntry entry in context.Registry.List())
        {
            context.Output.Write($"\nnetns: {entry.Name}\n");
            context.Output.Flush();
            int one;
            try
            {
                using NetworkNamespace ns = context.Registry.Open(entry.Name);
                one = ChildCommand.Run(context, ns, words[0], words[1..], request);
            }
            catch (Exception e) when (e is NetworkNamespaceException or ArgumentException)
            {
                CommandException failure = ExecErrors.Translate(e, entry.Name, words[0]);
                context.Complain(Program.TextOf(context, failure));
                one = failure.Code;
            }

            if (status == ExitCode.Success)
                status = one;
        }

        return status;
    }
}
