using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// The rules of policy routing of the connection's network namespace. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user namespace
/// that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class RuleTable
{
    private readonly NetlinkRequests _requests;
    private readonly RuleSelectors _selectors;

    internal RuleTable(NetlinkRequests requests)
    {
        _requests = requests;
        _selectors = new RuleSelectors(requests.Exchange);
    }

    /// <summary>Lists rules in the order in which they are asked, IPv4 first (RTM_GETRULE).</summary>
    /// <param name="family">IPv4 or IPv6; null: both.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Rules came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused: without CONFIG_IP_MULTIPLE_TABLES it has none (EOPNOTSUPP).</exception>
    public IReadOnlyList<RoutingRule> List(AddressFamily? family = null)
    {
        var rules = new List<RoutingRule>();
        foreach (NetlinkMessage message in Dump(family))
        {
            if (IsRule(message, family))
            {
                rules.Add(new RoutingRule(message));
            }
        }

        return rules;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Rules came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<RoutingRule>> ListAsync(AddressFamily? family = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(family), cancellationToken);

    /// <summary>Adds a rule, as <c>ip rule add</c> (RTM_NEWRULE).</summary>
    /// <exception cref="ArgumentException">The rule contradicts itself.</exception>
    /// <exception cref="NetlinkException">
    /// There is the very same one (EEXIST), the kernel refused a value (EINVAL) or does not know a selector (EOPNOTSUPP), or no privilege (EPERM).
    /// </exception>
    /// <remarks>A batch does not look whether the kernel knows <see cref="RoutingRule.Dscp"/> and <see cref="RoutingRule.FlowLabel"/>: an older one ignores them.</remarks>
    public void Add(RoutingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(delete: false);
        _selectors.Require(rule, $"add {rule.Describe()}");
        _requests.Execute(rule, Verb.Add);
    }

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">The rule contradicts itself.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(RoutingRule rule, CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(() => Add(rule), cancellationToken);

    /// <summary>
    /// Deletes the first rule that has all that is said and selects by nothing else; where there is none such, as <c>ip rule delete</c> the first that has all that
    /// is said, whatever else it selects by (RTM_DELRULE).
    /// </summary>
    /// <remarks>
    /// The kernel knows only the latter: a rule that selects by more and comes earlier would go in the place of the one that is meant. So the rules are listed
    /// first, and the one that is meant is deleted by all that is known of it. A batch does not look: it deletes as the kernel does.
    /// </remarks>
    /// <exception cref="ArgumentException">Nothing is said, or what is said contradicts itself.</exception>
    /// <exception cref="NetlinkException">
    /// There is none such (ENOENT), it is permanent (EPERM), no privilege (EPERM), or an earlier rule of the same priority and table selects by the same and more
    /// (EEXIST): the kernel would take that one, so it must go first. Nothing was deleted.
    /// </exception>
    public void Delete(RoutingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(delete: true);
        string operation = $"delete {rule.Describe()}";
        _selectors.Require(rule, operation);
        IReadOnlyList<RoutingRule> rules = List(rule.Family);
        RoutingRule? meant = rules.FirstOrDefault(rule.IsExactly);
        RoutingRule? first = meant is null ? null : rules.First(meant.Finds);
        _requests.Execute(
            ReferenceEquals(first, meant) ? meant ?? rule : throw new NetlinkException(Errno.EEXIST, $"{operation} before \"{first}\", which the kernel would take for it"), Verb.Delete);
    }

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Delete"/>.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(RoutingRule rule, CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(() => Delete(rule), cancellationToken);

    /// <summary>
    /// Deletes all rules but the one of priority 0, which finds the machine's own addresses, as <c>ip rule flush</c>. Without the rule for the table main no
    /// route is found any more.
    /// </summary>
    /// <param name="family">IPv4 or IPv6; null: both.</param>
    /// <param name="protocol">Only those that this one made; null: all.</param>
    /// <returns>How many.</returns>
    /// <exception cref="NetlinkException">No privilege (EPERM), or the kernel refused: what could be deleted is.</exception>
    public int Flush(AddressFamily? family = null, RouteProtocol? protocol = null)
    {
        var flush = new Flush(_requests.Exchange, MessageType.DeleteRule, "flush rules");
        try
        {
            foreach (NetlinkMessage message in Dump(family))
            {
                if (IsRule(message, family) && new RoutingRule(message) is { Priority: not 0 } rule && (protocol is null || rule.Protocol == protocol))
                {
                    flush.Add(message.Payload);
                }
            }

            return flush.Finish();
        }
        finally
        {
            flush.Dispose();
        }
    }

    /// <summary>As <see cref="Flush"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Flush"/>.</exception>
    public Task<int> FlushAsync(AddressFamily? family = null, RouteProtocol? protocol = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Flush(family, protocol), cancellationToken);

    private static bool IsRule(in NetlinkMessage message, AddressFamily? family) =>
        message.Header.Type == MessageType.NewRule
        && AddressFamilyExtensions.FromKernel(message.Read<RuleMessage>(out _).Family) is not AddressFamily.Unspecified and var own
        && (family is null || family == own);

    private Dump Dump(AddressFamily? family)
    {
        using var request = new NetlinkWriter(stackalloc byte[32]);
        request.Begin(MessageType.GetRule, HeaderFlags.Dump, new RuleMessage { Family = family.ToKernel() });
        request.End();
        return _requests.Exchange.Dump(request.Written, "list rules");
    }
}
