using System.Text;

namespace LinuxNetns.Tool;

/// <summary>Reads a batch as iproute2 does: <c>#</c> begins a comment, a backslash at the end of a line continues it, quotes hold words together.</summary>
internal sealed class BatchReader(TextReader text)
{
    private const string Space = " \t\r\n";
    private const int MaxWords = 511;

    /// <summary>The number of the last line that was read.</summary>
    internal int LineNumber { get; private set; }

    /// <summary>Whether the text ended where a line promised to go on.</summary>
    internal bool IsTruncated { get; private set; }

    /// <summary>The next command line; null at the end.</summary>
    internal string? Next()
    {
        var line = new StringBuilder();
        bool continued;
        do
        {
            string? part = text.ReadLine();
            if (part is null)
            {
                IsTruncated = line.Length > 0;
                return null;
            }

            LineNumber++;
            int comment = part.IndexOf('#', StringComparison.Ordinal);
            continued = comment < 0 && part.EndsWith('\\');
            line.Append(comment >= 0 ? part.AsSpan(0, comment) : continued ? part.AsSpan(0, part.Length - 1) : part);
        }
        while (continued);

        return line.ToString();
    }

    internal static string[] Split(string line)
    {
        var words = new List<string>();
        int at = 0;
        while (true)
        {
            while (at < line.Length && Space.Contains(line[at], StringComparison.Ordinal))
                at++;
            if (at == line.Length)
                return [.. words];
            if (words.Count == MaxWords)
                throw new ExitException(ExitCode.Failure, "Too many arguments to command");
            int end;
            if (line[at] is '\'' or '"')
            {
                end = line.IndexOf(line[at], ++at);
                if (end < 0)
                    throw new ExitException(ExitCode.Failure, "Unterminated quoted string");
            }
            else
            {
                end = line.AsSpan(at).IndexOfAny(Space);
                end = end < 0 ? line.Length : at + end;
            }

            words.Add(line[at..end]);
            at = Math.Min(end + 1, line.Length);
        }
    }
}
