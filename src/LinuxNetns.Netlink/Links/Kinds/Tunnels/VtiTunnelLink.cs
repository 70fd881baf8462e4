namespace LinuxNetns.Netlink;

/// <summary>A device that gives packets to IPsec: its keys choose the policies and states (ip-xfrm(8)).</summary>
public abstract record VtiTunnelLink : TunnelLink
{
    private protected VtiTunnelLink(string kind, string name) : base(kind, name)
    {
    }

    private protected VtiTunnelLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case VtiAttribute.IFLA_VTI_IKEY:
                    InputKey = attribute.ReadBigEndian32();
                    break;
                case VtiAttribute.IFLA_VTI_OKEY:
                    OutputKey = attribute.ReadBigEndian32();
                    break;
            }
        }
    }

    /// <summary>The mark of what comes in (IFLA_VTI_IKEY); 0 is none.</summary>
    public uint? InputKey { get; init; }

    /// <summary>The mark of what goes out (IFLA_VTI_OKEY); 0 is none.</summary>
    public uint? OutputKey { get; init; }

    private protected override TunnelAttributes Numbers => VtiAttribute.Numbers;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        base.WriteData(ref request, links);
        request.BigEndian(VtiAttribute.IFLA_VTI_IKEY, InputKey);
        request.BigEndian(VtiAttribute.IFLA_VTI_OKEY, OutputKey);
    }
}
