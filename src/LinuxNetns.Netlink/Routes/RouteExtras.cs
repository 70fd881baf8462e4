using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>What next to no route of a table has, apart: a table of thousands is a fifth smaller without the room for it.</summary>
internal sealed record RouteExtras
{
    private static readonly RouteExtras s_none = new();

    internal IPNetwork? Source { get; init; }

    internal LinkReference? InputDevice { get; init; }

    internal uint? Mark { get; init; }

    internal uint? UserId { get; init; }

    internal static RouteExtras Of(RouteExtras? extras) => extras ?? s_none;

    /// <summary>Null where nothing is in it, so that routes without are equal.</summary>
    internal RouteExtras? OrNull() => Equals(s_none) ? null : this;
}
