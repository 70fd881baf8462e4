using System.Buffers.Binary;
using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>Who a bridge is to the spanning tree protocol (<c>struct ifla_bridge_id</c> of linux/if_link.h).</summary>
/// <param name="Priority">The lower, the sooner it is the root.</param>
/// <param name="Address">Its hardware address.</param>
public readonly record struct BridgeId(ushort Priority, PhysicalAddress Address)
{
    /// <summary>As <c>ip -d link</c> shows it: <c>8000.2:0:0:0:0:1</c>.</summary>
    public override string ToString() => $"{Priority:x4}.{string.Join(':', Address.GetAddressBytes().Select(value => value.ToString("x", null)))}";

    internal static BridgeId Read(NetlinkAttribute attribute) =>
        attribute.Value.Length < 8
            ? throw Malformed.Value(attribute.Type, attribute.Value.Length)
            : new BridgeId(BinaryPrimitives.ReadUInt16BigEndian(attribute.Value), new PhysicalAddress(attribute.Value[2..8].ToArray()));
}
