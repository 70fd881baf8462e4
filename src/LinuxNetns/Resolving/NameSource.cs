namespace LinuxNetns;

/// <summary>A place to look for a host, of the line <c>hosts:</c> in nsswitch.conf(5).</summary>
/// <param name="IsDns">DNS; else the file.</param>
/// <param name="IsLast">Whether it is the last one to be asked even where it does not know the name: <c>[NOTFOUND=return]</c>.</param>
internal readonly record struct NameSource(bool IsDns, bool IsLast)
{
    private static readonly NameSource[] s_default = [new(IsDns: false, IsLast: false), new(IsDns: true, IsLast: true)];

    /// <summary>The places in their order. What needs a daemon or a library of its own (mdns, resolve, myhostname, …) is passed over, with what it would decide.</summary>
    internal static IReadOnlyList<NameSource> Parse(string? text)
    {
        string? hosts = (text ?? "").Split('\n').Select(line => line.Split('#')[0].Trim()).FirstOrDefault(line => line.StartsWith("hosts:", StringComparison.Ordinal));
        if (hosts is null)
            return s_default;
        var sources = new List<NameSource>();
        bool known = false;
        bool action = false;
        // "[!UNAVAIL=return]" may hold blanks: "[ NOTFOUND=return SUCCESS=continue ]".
        foreach (string word in hosts["hosts:".Length..].Replace("[", " [ ", StringComparison.Ordinal).Replace("]", " ] ", StringComparison.Ordinal)
            .Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "[" or "]")
            {
                action = word == "[";
            }
            else if (!action)
            {
                known = word is "files" or "dns";
                if (known)
                    sources.Add(new NameSource(word == "dns", IsLast: false));
            }
            else if (known && EndsSearch(word))
            {
                sources[^1] = sources[^1] with { IsLast = true };
            }
        }

        return sources.Count > 0 ? sources : s_default;
    }

    private static bool EndsSearch(string action)
    {
        string[] parts = action.ToUpperInvariant().Split('=');
        return parts is [string status, "RETURN"] && (status == "NOTFOUND" || (status.StartsWith('!') && status is not ("!NOTFOUND" or "!")));
    }
}
