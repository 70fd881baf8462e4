using System.Globalization;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests;

/// <summary>A directory that a test writes down. What it shows of a name the first time, and from the second time on.</summary>
internal sealed class StagedLook(string first, string? then = null) : INamespaceLook
{
    private readonly Dictionary<string, WatchedName> _first = Parse(first), _then = Parse(then ?? first);
    private readonly HashSet<string> _seen = [];

    internal IEnumerable<string> Names => _first.Keys;

    public Dictionary<string, WatchedName> Take(IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trustMounts) => new(_then);

    public WatchedName? TakeOne(string name, out SafeFileHandle? handle)
    {
        handle = null;
        return (_seen.Add(name) ? _first : _then).GetValueOrDefault(name);
    }

    internal static Dictionary<string, WatchedName> Parse(string names)
    {
        var parsed = new Dictionary<string, WatchedName>(StringComparer.Ordinal);
        foreach (string text in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = text.Split('=');
            parsed[parts[0]] = parts[1] == "?" ? WatchedName.Named : Ready(ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        return parsed;
    }

    internal static WatchedName Ready(ulong id) => new() { Stage = NameStage.Ready, Id = new NamespaceId(id, 4, id), MountId = id };

    internal static string Text(string name, WatchedName seen) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}={(seen.Stage == NameStage.Ready ? seen.Id.KernelId : "?")}");
}
