using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What the pictures say of a link, and the marks by which they refer to it.</summary>
internal static class MapText
{
    /// <summary><c>eth0 (veth)</c>.</summary>
    internal static string Title(MapLink link) => link.Link.Kind is null or { Length: 0 } ? link.Link.Name : $"{link.Link.Name} ({link.Link.Kind})";

    /// <summary>Addresses, and <c>down</c> where it is.</summary>
    internal static IEnumerable<string> Details(MapLink link)
    {
        if (!link.Link.IsUp)
            yield return "down";
        foreach (InterfaceAddress address in link.Addresses)
            yield return string.Create(CultureInfo.InvariantCulture, $"{address.Address}/{address.PrefixLength}");
    }

    /// <summary>A word for the connection; null where the picture says enough.</summary>
    internal static string Word(MapConnection connection) => connection.Kind switch
    {
        MapConnectionKind.Peer => connection.From.Link.Kind ?? "peer",
        MapConnectionKind.Lower => connection.From.Link.Kind ?? "lower",
        MapConnectionKind.Master => "port of",
        _ => connection.From.Link.Kind ?? "tunnel",
    };

    /// <summary>A name without any character that a language could mind.</summary>
    internal static string Mark(MapLink link) => string.Create(CultureInfo.InvariantCulture, $"n{link.Namespace.Inode}_{link.Link.Index}");

    internal static string Mark(MapNamespace ns) => string.Create(CultureInfo.InvariantCulture, $"n{ns.Host.Id.Inode}");
}
