namespace LinuxNetns.Netlink;

/// <summary>A tunnel without a header between the two packets (RFC 2003, RFC 4213, RFC 2473): ipip, sit, ip6tnl.</summary>
public abstract record PayloadTunnelLink : IpTunnelLink
{
    private protected PayloadTunnelLink(string kind, string name) : base(kind, name)
    {
    }

    private protected PayloadTunnelLink(in LinkRow row) : base(row)
    {
        NetlinkAttribute payload = row.Data.Find(IpTunnelAttribute.IFLA_IPTUN_PROTO);
        Payload = payload.Value.IsEmpty ? null : (TunnelPayload)payload.Read<byte>();
    }

    /// <summary>What it carries (<c>mode</c>, IFLA_IPTUN_PROTO).</summary>
    public TunnelPayload? Payload { get; init; }

    private protected override TunnelAttributes Numbers => IpTunnelAttribute.Numbers;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        request.Attribute(IpTunnelAttribute.IFLA_IPTUN_PROTO, (byte?)Payload, nameof(Payload));
    }
}
