namespace LinuxNetns.Netlink;

/// <summary>What the bridges of a network namespace know, as <c>bridge fdb</c>, <c>bridge mdb</c>, <c>bridge vlan</c> and <c>bridge vni</c> show it (man 8 bridge).</summary>
public sealed class BridgeTables
{
    internal BridgeTables(NetlinkRequests requests)
    {
        Forwarding = new ForwardingTable(requests);
        Groups = new MulticastGroupTable(requests);
        Vlans = new BridgeVlanTable(requests);
        Vnis = new VniTable(requests);
    }

    /// <summary>Where hardware addresses are: the forwarding databases of bridges and VXLANs (<c>bridge fdb</c>).</summary>
    public ForwardingTable Forwarding { get; }

    /// <summary>Who gets which multicast (<c>bridge mdb</c>).</summary>
    public MulticastGroupTable Groups { get; }

    /// <summary>Which VLANs ports are in (<c>bridge vlan</c>).</summary>
    public BridgeVlanTable Vlans { get; }

    /// <summary>Which network identifiers VXLANs let in (<c>bridge vni</c>).</summary>
    public VniTable Vnis { get; }
}
