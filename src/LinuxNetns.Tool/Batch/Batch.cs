namespace LinuxNetns.Tool;

/// <summary><c>-batch FILE</c>: a command a line; <c>-</c> is standard input. Ends at the first that fails, unless -force says otherwise.</summary>
internal static class Batch
{
    internal static int Run(CommandContext context, string file)
    {
        using TextReader? text = Open(context, file);
        if (text is null)
            return ExitCode.Failure;
        var lines = new BatchReader(text);
        int code = ExitCode.Success;
        while (lines.Next() is { } line)
        {
            string[] words = BatchReader.Split(line);
            if (words.Length == 0)
                continue;
            // Files that were written for ip name the object first.
            if (words[0] is "netns" or "netn")
                words = words[1..];
            int result = Program.Run(context, words);
            context.Output.Flush();
            if (result == ExitCode.Success)
                continue;
            context.Complain($"Command failed {file}:{lines.LineNumber}");
            code = ExitCode.Failure;
            if (!context.Options.Force)
                break;
        }

        if (lines.IsTruncated)
            context.Complain("Missing continuation line");
        return code;
    }

    private static TextReader? Open(CommandContext context, string file)
    {
        string reason;
        try
        {
            if (file == "-")
                return new StreamReader(Console.OpenStandardInput());
            // fopen(3) opens a directory, and the first read fails: an empty batch.
            return Directory.Exists(file) ? TextReader.Null : new StreamReader(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            reason = Texts.Of(Netlink.Errno.ENOENT);
        }
        catch (UnauthorizedAccessException)
        {
            reason = Texts.Of(Netlink.Errno.EACCES);
        }
        catch (IOException e)
        {
            reason = e.Message;
        }

        context.Complain($"Cannot open file \"{file}\" for reading: {reason}");
        return null;
    }
}
