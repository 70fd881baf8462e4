using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// Names that administrators give to numbers, as <c>ip</c> reads them: <c>/etc/iproute2/FILE</c>, else <c>/usr/share/iproute2/FILE</c>, and behind it the
/// <c>*.conf</c> of both <c>FILE.d</c> directories, of which one in /etc hides its namesake. Read once a process.
/// </summary>
internal sealed class NumberNames
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<string, uint> _numbers = new(StringComparer.Ordinal);

    /// <summary>Names that hold where no file says otherwise.</summary>
    internal NumberNames(uint max, params (uint Number, string Name)[] builtIn)
    {
        Max = max;
        Array.ForEach(builtIn, entry => Put(entry.Number, entry.Name));
    }

    /// <summary>The largest number that has a meaning.</summary>
    internal uint Max { get; }

    internal static NumberNames Load(string file, uint max, params (uint Number, string Name)[] builtIn) =>
        new NumberNames(max, builtIn).Read("/etc/iproute2", "/usr/share/iproute2", file);

    internal NumberNames Read(string etc, string share, string file)
    {
        if (!TryRead(Path.Combine(etc, file)))
        {
            TryRead(Path.Combine(share, file));
        }

        string[] own = Parts(Path.Combine(etc, file + ".d"));
        var hidden = own.Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (string part in Parts(Path.Combine(share, file + ".d")).Where(part => !hidden.Contains(Path.GetFileName(part))).Concat(own))
        {
            TryRead(part);
        }

        return this;
    }

    /// <summary>Lines of a number, decimal or 0x…, and a name; what else there is does not matter.</summary>
    internal void Parse(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            int comment = line.IndexOf('#', StringComparison.Ordinal);
            string[] words = (comment < 0 ? line : line[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && TryParseNumber(words[0], out uint number) && number <= Max)
            {
                Put(number, words[1]);
            }
        }
    }

    /// <summary>The name, or the number in digits.</summary>
    internal string NameOf(uint number) => _names.TryGetValue(number, out string? name) ? name : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a name, or the number that the text is.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    internal uint NumberOf(string text, string what, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        return _numbers.TryGetValue(text, out uint number) || TryParseNumber(text, out number) && number <= Max
            ? number
            : throw new ArgumentException($"\"{text}\" is no {what}: neither a name in /etc/iproute2 or /usr/share/iproute2 nor a number up to {Max}.", parameter);
    }

    private static bool TryParseNumber(string text, out uint number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string[] Parts(string directory)
    {
        try
        {
            string[] parts = Directory.GetFiles(directory, "*.conf");
            Array.Sort(parts, StringComparer.Ordinal);
            return parts;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private bool TryRead(string path)
    {
        try
        {
            Parse(File.ReadLines(path));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Names are a convenience: without the file there are the numbers.
            return false;
        }
    }

    private void Put(uint number, string name)
    {
        _names[number] = name;
        _numbers[name] = number;
    }
}
