namespace LinuxNetns.Netlink;

/// <summary>
/// What a link has because it is a port of another (IFLA_INFO_SLAVE_DATA of linux/if_link.h): a <see cref="BridgePort"/>, a <see cref="BondPort"/>, a
/// <see cref="VrfPort"/>, or <see cref="OtherPort"/>.
/// </summary>
/// <remarks>A property that is null was not reported, and is not sent.</remarks>
/// <example><code>ns.Links.Change("veth0", new Link { Port = new BridgePort { Isolated = true } });</code></example>
public abstract record LinkPort
{
    private protected LinkPort(string kind)
    {
        Kind = kind;
    }

    /// <summary>The kind of the device that it is a port of (IFLA_INFO_SLAVE_KIND): <c>bridge</c>, <c>bond</c>, …</summary>
    public string Kind { get; }

    /// <summary>Writes what goes into IFLA_INFO_SLAVE_DATA.</summary>
    private protected abstract void WriteData(ref NetlinkWriter request, LinkResolver links);

    internal static LinkPort? Read(in LinkRow row)
    {
        ReadOnlySpan<byte> kind = row.PortKind;
        return kind.IsEmpty ? null
            : kind.SequenceEqual("bridge"u8) ? new BridgePort(row)
            : kind.SequenceEqual("bond"u8) ? new BondPort(row)
            : kind.SequenceEqual("vrf"u8) ? new VrfPort(row)
            : new OtherPort(row);
    }

    internal void Write(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(LinkAttribute.IFLA_INFO_SLAVE_KIND, Kind, nameof(Link.Port));
        int data = request.BeginNested(LinkAttribute.IFLA_INFO_SLAVE_DATA, nameof(Link.Port));
        WriteData(ref request, links);
        request.EndNestedUnlessEmpty(data);
    }
}
