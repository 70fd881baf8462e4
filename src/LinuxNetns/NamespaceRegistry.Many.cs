namespace LinuxNetns;

/// <content>Many names at once.</content>
public sealed partial class NamespaceRegistry
{
    /// <summary>AddMany, for <see cref="NetworkNamespace.CreateMany"/>.</summary>
    internal IReadOnlyList<NetworkNamespace> AddManyOwned(IEnumerable<string> names) => AddMany(names, owned: true);

    private NetworkNamespace[] AddMany(IEnumerable<string> names, bool owned)
    {
        string[] all = CheckAll(names);
        if (all.Length == 0)
            return [];
        _directory.Prepare();
        var made = new NetworkNamespace[all.Length];
        int count = 0;
        using var supply = new NamespaceSupply(_kernel, all.Length);
        try
        {
            // Owned until all are there: disposing of those before takes their names away.
            for (; count < all.Length; count++)
                made[count] = AddPrepared(all[count], owned: true, supply);
        }
        catch
        {
            foreach (NetworkNamespace ns in made.AsSpan(0, count))
                Undo(ns);
            throw;
        }

        if (!owned)
            Array.ForEach(made, static ns => ns.Keep());
        return made;
    }

    /// <summary>What went wrong before is what the caller is told.</summary>
    private static void Undo(NetworkNamespace ns)
    {
        try
        {
            ns.Dispose();
        }
        catch (NetworkNamespaceException)
        {
            // Somebody else has taken the name's file or its mount away, or the right to.
        }
    }

    private static string[] CheckAll(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] all = [.. names];
        var seen = new HashSet<string>(all.Length, StringComparer.Ordinal);
        foreach (string name in all)
        {
            NamespaceName.Check(name, nameof(names));
            if (!seen.Add(name))
                throw new ArgumentException($"\"{name}\" is there twice.", nameof(names));
        }

        return all;
    }
}
