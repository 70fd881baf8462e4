using System.Buffers.Binary;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

public sealed partial record RoutingRule
{
    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb is not (Verb.Add or Verb.Delete))
        {
            throw new NotSupportedException($"A rule cannot be {verb.Word()}d: there may be many of the same priority.");
        }

        bool delete = verb == Verb.Delete;
        Check(delete);
        RuleAction action = Action ?? (GoTo is not null ? RuleAction.GoTo : delete ? RuleAction.Unspecified : RuleAction.ToTable);
        uint table = Table?.Value ?? (action == RuleAction.ToTable && !delete && IsL3Master != true ? RoutingTableId.Main.Value : 0);
        bool inHeader = table <= byte.MaxValue;
        request.Begin(
            delete ? MessageType.DeleteRule : MessageType.NewRule,
            verb.Flags(),
            new RuleMessage
            {
                Family = Family.ToKernel(),
                DestinationLength = (byte)(To?.PrefixLength ?? 0),
                SourceLength = (byte)(From?.PrefixLength ?? 0),
                TypeOfService = TypeOfService ?? 0,
                Table = inHeader ? (byte)table : (byte)0,
                Action = action,
                Flags = Flags & RuleFlags.Inverted,
            });
        request.Attribute(RuleAttribute.FRA_PRIORITY, Priority);
        request.Attribute(RuleAttribute.FRA_SRC, From is { PrefixLength: > 0 } from ? from.BaseAddress : null, nameof(From));
        request.Attribute(RuleAttribute.FRA_DST, To is { PrefixLength: > 0 } to ? to.BaseAddress : null, nameof(To));
        request.Attribute(RuleAttribute.FRA_IIFNAME, InputDevice);
        request.Attribute(RuleAttribute.FRA_OIFNAME, OutputDevice);
        request.Attribute(RuleAttribute.FRA_FWMARK, Mark);
        request.Attribute(RuleAttribute.FRA_FWMASK, MarkMask);
        request.Attribute(RuleAttribute.FRA_IP_PROTO, (byte?)IPProtocol, nameof(IPProtocol));
        request.Attribute(RuleAttribute.FRA_SPORT_RANGE, SourcePorts);
        request.Attribute(RuleAttribute.FRA_DPORT_RANGE, DestinationPorts);
        request.Attribute(RuleAttribute.FRA_DSCP, Dscp);
        request.BigEndian(RuleAttribute.FRA_FLOWLABEL, FlowLabel);
        request.BigEndian(RuleAttribute.FRA_FLOWLABEL_MASK, FlowLabelMask ?? (FlowLabel is null ? null : MaxFlowLabel), nameof(FlowLabelMask));
        request.Attribute(RuleAttribute.FRA_UID_RANGE, UserIds);
        request.Attribute(RuleAttribute.FRA_TUN_ID, TunnelId is ulong id ? BinaryPrimitives.ReverseEndianness(id) : default(ulong?), nameof(TunnelId));
        request.Attribute(RuleAttribute.FRA_L3MDEV, IsL3Master == true ? (byte)1 : default(byte?), nameof(IsL3Master));
        request.Attribute(RuleAttribute.FRA_GOTO, GoTo);
        request.Attribute(RuleAttribute.FRA_SUPPRESS_PREFIXLEN, SuppressPrefixLength);
        request.Attribute(RuleAttribute.FRA_SUPPRESS_IFGROUP, SuppressGroup);
        request.Attribute(RuleAttribute.FRA_FLOW, Realms?.Value, nameof(Realms));
        request.Attribute(RuleAttribute.FRA_PROTOCOL, Protocol?.Value, nameof(Protocol));
        if (!inHeader)
        {
            request.Attribute(RuleAttribute.FRA_TABLE, table, nameof(Table));
        }

        request.End();
    }

    /// <summary>What can be checked without the kernel.</summary>
    /// <exception cref="ArgumentException">The rule contradicts itself, or, for a deletion, says nothing.</exception>
    internal void Check(bool delete)
    {
        AddressFamily family = Family;
        _ = family.ToKernel();
        AddressText.CheckFamily(From?.BaseAddress, family, nameof(From));
        AddressText.CheckFamily(To?.BaseAddress, family, nameof(To));
        if (SuppressPrefixLength is int length && (length < 0 || length > family.AddressBits()))
        {
            throw Invalid.Range(nameof(SuppressPrefixLength), length, $"A prefix has 0 to {family.AddressBits()} bits.");
        }

        if (IPProtocol is { } protocol && (int)protocol is <= 0 or > byte.MaxValue)
        {
            throw Invalid.Range(nameof(IPProtocol), protocol, "A protocol of IP is from 1 to 255.");
        }

        if (MarkMask is not null && Mark is null)
        {
            throw Invalid.Property(nameof(MarkMask), "A mask needs a mark.");
        }

        if (Dscp is not null && TypeOfService is not null)
        {
            throw Invalid.Property(nameof(Dscp), "A rule selects by DSCP or by type of service.");
        }

        if ((FlowLabel is not null || FlowLabelMask is not null) && (family != AddressFamily.InterNetworkV6 || FlowLabel is null || FlowLabelMask > MaxFlowLabel))
        {
            throw Invalid.Property(nameof(FlowLabel), "A flow label is one of IPv6, and a mask of 20 bits needs one.");
        }

        if (Action == RuleAction.GoTo != (GoTo is not null) && Action is not null)
        {
            throw Invalid.Property(nameof(GoTo), "The action GoTo, and no other, needs the priority to go to.");
        }

        if (delete && SaysNothing)
        {
            throw new ArgumentException("A deletion needs to say something of the rule, and more than DSCP or flow label.");
        }
    }

    /// <summary>
    /// The kernel deletes the first rule that does not differ in what it is told: here that would be the one for the table local, and the end of all networking.
    /// Zeros tell it nothing, nor do "not", a network of everything, for IPv6 realms, and for older kernels DSCP and flow label (rule_find in net/core/fib_rules.c, fib4_rule_compare in net/ipv4/fib_rules.c and its like).
    /// </summary>
    private bool SaysNothing =>
        Priority is null && From is null or { PrefixLength: 0 } && To is null or { PrefixLength: 0 } && InputDevice is null && OutputDevice is null
        && (Mark ?? 0) == 0 && (MarkMask ?? 0) == 0 && (TypeOfService ?? 0) == 0 && IPProtocol is null && (SourcePorts ?? default) == default
        && (DestinationPorts ?? default) == default && UserIds is null && (TunnelId ?? 0) == 0 && IsL3Master != true
        && (Action ?? RuleAction.Unspecified) == RuleAction.Unspecified && (Table?.Value ?? 0) == 0 && GoTo is null && SuppressPrefixLength is null
        && SuppressGroup is null && (Family == AddressFamily.InterNetworkV6 || (Realms?.Value ?? 0) == 0) && (Protocol?.Value ?? 0) == 0;
}
