using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

public sealed partial record NextHop
{
    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        if (verb is Verb.Append or Verb.Prepend or Verb.Change)
        {
            throw new NotSupportedException($"A next hop cannot be {verb.Word()}d: replace it.");
        }

        if (verb == Verb.Delete)
        {
            if (Id == 0)
            {
                throw Invalid.Property(nameof(Id), "A next hop is deleted by its id.");
            }

            request.Begin(MessageType.DeleteNextHop, verb.Flags(), default(NextHopMessage));
            request.Attribute(NextHopAttribute.NHA_ID, Id);
            request.End();
            return;
        }

        Check();
        request.Begin(
            MessageType.NewNextHop,
            verb.Flags(),
            new NextHopMessage { Family = Family.ToKernel(), Protocol = Protocol?.Value ?? 0, Flags = Flags & RouteFlags.OnLink });
        request.Attribute(NextHopAttribute.NHA_ID, Id == 0 ? default(uint?) : Id, nameof(Id));
        request.Flag(NextHopAttribute.NHA_BLACKHOLE, IsBlackhole);
        request.Flag(NextHopAttribute.NHA_FDB, IsFdb);
        request.Attribute(NextHopAttribute.NHA_GATEWAY, Gateway);
        if (Device is LinkReference device)
        {
            request.Attribute(NextHopAttribute.NHA_OIF, links.IndexOf(device), nameof(Device));
        }

        Encapsulation?.Write(ref request, NextHopAttribute.NHA_ENCAP_TYPE, NextHopAttribute.NHA_ENCAP, links);
        WriteGroup(ref request);
        request.End();
    }

    private static uint? Hundredths(TimeSpan? time) => (uint?)(time?.TotalMilliseconds / 10);

    private void WriteGroup(ref NetlinkWriter request)
    {
        if (_group is null)
        {
            return;
        }

        NextHopGroupEntry[] entries = [.. _group.Select(member => new NextHopGroupEntry
        {
            Id = member.Id, Weight = (byte)(member.Weight - 1), WeightHigh = (byte)((member.Weight - 1) >> 8),
        })];
        request.Bytes(NextHopAttribute.NHA_GROUP, MemoryMarshal.AsBytes<NextHopGroupEntry>(entries), nameof(Group));
        if (Resilient is not ResilientGroup resilient)
        {
            return;
        }

        request.Attribute(NextHopAttribute.NHA_GROUP_TYPE, NextHopAttribute.NEXTHOP_GRP_TYPE_RES, nameof(Resilient));
        int start = request.BeginNested(NextHopAttribute.NHA_RES_GROUP, nameof(Resilient));
        request.Attribute(NextHopAttribute.NHA_RES_GROUP_BUCKETS, resilient.Buckets);
        request.Attribute(NextHopAttribute.NHA_RES_GROUP_IDLE_TIMER, Hundredths(resilient.IdleTimer), nameof(resilient.IdleTimer));
        request.Attribute(NextHopAttribute.NHA_RES_GROUP_UNBALANCED_TIMER, Hundredths(resilient.UnbalancedTimer), nameof(resilient.UnbalancedTimer));
        request.EndNestedUnlessEmpty(start);
    }

    private void Check()
    {
        _ = Family.ToKernel();
        AddressText.CheckFamily(Gateway, Family, nameof(Gateway));
        if (_group is not null)
        {
            if (_group.Count == 0 || _group.Any(member => member.Id == 0 || member.Weight is < 1 or > 65536))
            {
                throw Invalid.Property(nameof(Group), "A group has at least one next hop, with an id and a weight from 1 to 65536.");
            }

            if (IsBlackhole || Gateway is not null || Device is not null || Encapsulation is not null)
            {
                throw Invalid.Property(nameof(Group), "A group has no way of its own.");
            }
        }
        else if (Resilient is not null)
        {
            throw Invalid.Property(nameof(Resilient), "Only a group is resilient.");
        }
        else if (IsBlackhole ? Gateway is not null || Device is not null : Gateway is null && Device is null)
        {
            throw Invalid.Property(nameof(Device), "A next hop is a blackhole, a group, or has a gateway or a device.");
        }
    }
}
