namespace LinuxNetns.Netlink;

/// <summary>The numbers under which a family of tunnels has the options that all have.</summary>
internal sealed class TunnelAttributes
{
    internal int Link { get; init; }

    internal int Local { get; init; }

    internal int Remote { get; init; }

    internal int Mark { get; init; }

    internal int Ttl { get; init; }

    internal int TypeOfService { get; init; }

    internal int PathMtuDiscovery { get; init; }

    internal int EncapsulationLimit { get; init; }

    internal int FlowInfo { get; init; }

    internal int Flags { get; init; }

    internal int External { get; init; }

    internal int EncapsulationType { get; init; }

    internal int EncapsulationFlags { get; init; }

    internal int EncapsulationSourcePort { get; init; }

    internal int EncapsulationDestinationPort { get; init; }
}
