namespace LinuxNetns.Netlink;

/// <summary>
/// Which of the later selectors the kernel knows. One that it does not know it ignores without a word, and the rule would be one for every packet: so it is asked
/// first, by rules that cannot be made, which are refused for the selector where it is known and for something else where not.
/// </summary>
internal sealed class RuleSelectors(NetlinkExchange exchange)
{
    private bool _knowsDscp;
    private bool _knowsFlowLabel;

    /// <exception cref="NetlinkException">The kernel does not know what the rule selects by (EOPNOTSUPP).</exception>
    internal void Require(RoutingRule rule, string operation)
    {
        if (rule.Dscp is not null && !(_knowsDscp |= KnowsDscp()))
        {
            throw new NetlinkException(Errno.EOPNOTSUPP, operation, property: nameof(RoutingRule.Dscp));
        }

        if (rule.FlowLabel is not null && !(_knowsFlowLabel |= KnowsFlowLabel()))
        {
            throw new NetlinkException(Errno.EOPNOTSUPP, operation, property: nameof(RoutingRule.FlowLabel));
        }
    }

    /// <summary>A way back is refused (EINVAL); before that, a DSCP of more than six bits (ERANGE).</summary>
    private bool KnowsDscp()
    {
        using var request = new NetlinkWriter(stackalloc byte[96]);
        request.Begin(MessageType.NewRule, Verb.Add.Flags(), new RuleMessage { Family = AddressFamilyExtensions.AF_INET, Action = RuleAction.GoTo });
        request.Attribute(RuleAttribute.FRA_PRIORITY, 2u);
        request.Attribute(RuleAttribute.FRA_GOTO, 1u);
        request.Attribute(RuleAttribute.FRA_DSCP, byte.MaxValue);
        request.End();
        // Without privilege the rule itself is refused.
        return exchange.Change(request).Errno is Errno.ERANGE or Errno.EPERM;
    }

    /// <summary>Of IPv6 a table is missing (EINVAL, which blames nothing); before that, a mask of more than 20 bits is blamed.</summary>
    private bool KnowsFlowLabel()
    {
        using var request = new NetlinkWriter(stackalloc byte[96]);
        request.Begin(MessageType.NewRule, Verb.Add.Flags(), new RuleMessage { Family = AddressFamilyExtensions.AF_INET6, Action = RuleAction.ToTable });
        request.Attribute(RuleAttribute.FRA_FLOWLABEL, 1u);
        request.Attribute(RuleAttribute.FRA_FLOWLABEL_MASK, uint.MaxValue);
        request.End();
        ExtendedAck ack = exchange.Change(request);
        return ack.Offset is not null || ack.Errno == Errno.EPERM;
    }
}
