namespace LinuxNetns.Netlink;

/// <summary>Classes of routes, for accounting and the classifier <c>route</c> (RTA_FLOW, <c>realms FROM/TO</c>; ip-route(8)).</summary>
/// <param name="From">Of the source; 0 for none.</param>
/// <param name="To">Of the destination.</param>
public readonly record struct RouteRealms(ushort From, ushort To)
{
    internal uint Value => (uint)(From << 16) | To;

    internal static RouteRealms? Reported(uint value) => value == 0 ? null : new RouteRealms((ushort)(value >> 16), (ushort)value);
}
