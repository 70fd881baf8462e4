using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

public sealed partial record RoutingRule
{
    /// <summary>Of a rule that is there, whether it has all that is said here and selects by nothing else.</summary>
    internal bool IsExactly(RoutingRule there) =>
        Finds(there) && IsInverted == there.IsInverted && Selectors.Zip(there.Selectors).All(static pair => pair.First is not null || pair.Second is null);

    /// <summary>Whether a deletion of this can delete a rule that is there: what is not said may be anything (rule_find in net/core/fib_rules.c).</summary>
    internal bool Finds(RoutingRule there) =>
        Says(Priority, there.Priority) && Says(Known(Table?.Value), there.Table?.Value) && Says(Action is RuleAction.Unspecified ? null : Action, there.Action)
        && Says(Known(Protocol?.Value), there.Protocol?.Value) && Says(GoTo, there.GoTo)
        && (Family == AddressFamily.InterNetworkV6 || Says(Known(Realms?.Value), there.Realms?.Value))
        && Selectors.Zip(there.Selectors).All(static pair => pair.First is null || pair.First.Equals(pair.Second));

    /// <summary>What it takes packets by, each null where it does not, in the form in which the kernel reports it.</summary>
    private IEnumerable<object?> Selectors =>
    [
        Known(From), Known(To), InputDevice, OutputDevice, Known(Mark), Known(MarkMask) ?? (Known(Mark) is null ? null : uint.MaxValue), Known(TypeOfService), Dscp, FlowLabel,
        FlowLabelMask ?? (FlowLabel is null ? null : MaxFlowLabel), IPProtocol, Known(SourcePorts), Known(DestinationPorts), UserIds, Known(TunnelId), Known(IsL3Master), SuppressPrefixLength,
        SuppressGroup,
    ];

    private static bool Says<T>(T? said, T? there)
        where T : struct
        => said is null || said.Equals(there);

    /// <summary>Zeros say nothing.</summary>
    private static T? Known<T>(T? value)
        where T : struct
        => value is T there && !there.Equals(default(T)) ? value : null;

    private static IPNetwork? Known(IPNetwork? network) => network is { PrefixLength: > 0 } ? network : null;
}
