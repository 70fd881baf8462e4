using System.Net.NetworkInformation;
using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>RTM_NEWLINK, read in place: what <see cref="Link"/> is made of, without allocating.</summary>
internal readonly ref struct LinkMessage
{
    /// <summary>ARPHRD_LOOPBACK.</summary>
    internal const int Loopback = 772;

    /// <summary>ARPHRD_PIMREG: pimreg, which never leaves and has no kind.</summary>
    internal const int MulticastRegister = 779;

    internal readonly InterfaceInfo Info;
    internal readonly ReadOnlySpan<byte> Name;
    internal readonly ReadOnlySpan<byte> Address;
    internal readonly ReadOnlySpan<byte> Kind;
    internal readonly OperationalState OperationalState;
    internal readonly uint Mtu;
    internal readonly int Master;
    internal readonly int Lower;
    internal readonly int? LowerNetnsId;
    internal readonly bool? NetnsImmutable;

    internal LinkMessage(in NetlinkMessage message)
    {
        Info = message.Read<InterfaceInfo>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case LinkAttribute.Address:
                    Address = attribute.Value;
                    break;
                case LinkAttribute.Name:
                    Name = attribute.ReadStringBytes();
                    break;
                case LinkAttribute.Mtu:
                    Mtu = attribute.Read<uint>();
                    break;
                case LinkAttribute.Link:
                    Lower = attribute.Read<int>();
                    break;
                case LinkAttribute.Master:
                    Master = attribute.Read<int>();
                    break;
                case LinkAttribute.OperationalState:
                    OperationalState = (OperationalState)attribute.Read<byte>();
                    break;
                case LinkAttribute.LinkInfo:
                    Kind = ReadKind(attribute.Nested);
                    break;
                case LinkAttribute.LinkNetnsId:
                    LowerNetnsId = attribute.Read<int>();
                    break;
                case LinkAttribute.NetnsImmutable:
                    NetnsImmutable = attribute.Read<byte>() != 0;
                    break;
            }
        }
    }

    internal Link ToLink() => new()
    {
        Index = Info.Index,
        Name = Encoding.UTF8.GetString(Name),
        Flags = Info.Flags,
        OperationalState = OperationalState,
        Mtu = Mtu,
        HardwareType = Info.HardwareType,
        Address = Address.IsEmpty ? null : new PhysicalAddress(Address.ToArray()),
        Kind = Kind.IsEmpty ? null : Encoding.UTF8.GetString(Kind),
        MasterIndex = Master > 0 ? Master : null,
        // 0 stands for "none" (a tunnel not tied to a device), a negative nsid for "not assigned".
        LowerIndex = Lower > 0 ? Lower : null,
        LowerNetnsId = LowerNetnsId >= 0 ? LowerNetnsId : null,
        IsNetnsImmutable = NetnsImmutable,
    };

    private static ReadOnlySpan<byte> ReadKind(AttributeReader info)
    {
        while (info.TryRead(out NetlinkAttribute attribute))
        {
            if (attribute.Type == LinkAttribute.InfoKind)
            {
                return attribute.ReadStringBytes();
            }
        }

        // A port of a bridge has LINKINFO, but only about its master's side.
        return [];
    }
}
