using System.Collections;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>An object of any values, written as a request: the same bytes as an answer are read as the same object.</summary>
public class ObjectPropertyTests
{
    private const int Rounds = 1000;

    public static TheoryData<Type> Kinds => new(typeof(Link).Assembly.GetTypes().Where(
        type => type.IsSubclassOf(typeof(Link)) && !type.IsAbstract && type.IsPublic && type.GetConstructor([typeof(string)]) is not null && !s_special.Contains(type)));

    // A pair's other end is written whole and read as an index; OtherLink has bytes of its own.
    private static readonly Type[] s_special = [typeof(VethLink), typeof(VxcanLink), typeof(NetkitLink), typeof(OtherLink), typeof(PairLink)];

    // A flag that is absent when it is off; a part of the channel's identifier, in the answer; an order, not a state.
    private static readonly Dictionary<Type, string[]> s_oneWay = new()
    {
        [typeof(GeneveLink)] = ["InheritTtl"], [typeof(MacsecLink)] = ["ChannelPort"], [typeof(BridgeLink)] = ["FlushLearned"],
    };

    [Fact]
    public void A_route_is_read_as_it_was_written() => Check(
        draft => (draft.Seed % 3) switch
        {
            // One way, several, or an object's: they exclude each other.
            0 => (new Route(draft.Network(new Random(draft.Seed))), ["NextHops", "NextHopId"]),
            1 => (new Route(draft.Network(new Random(draft.Seed))), ["Gateway", "Device", "NextHopId"]),
            _ => (new Route(draft.Network(new Random(draft.Seed))), ["Gateway", "Device", "NextHops", "Realms"]),
        },
        // Written as seconds to go, and reported in ticks beside counters.
        "Expires", "Destination", "Family");

    [Fact]
    public void An_address_is_read_as_it_was_written() => Check(
        draft => (new InterfaceAddress(1 + (draft.Seed & 0xffff), draft.Address(new Random(draft.Seed)), draft.Seed % 33), draft.Family == System.Net.Sockets.AddressFamily.InterNetwork ? [] : ["Broadcast"]),
        "Address", "PrefixLength", "Flags");

    [Fact]
    public void A_neighbor_is_read_as_it_was_written() => Check(draft => (new Neighbor(1 + (draft.Seed & 0xffff), draft.Address(new Random(draft.Seed))), []), "Address", "Flags");

    [Fact]
    public void A_rule_is_read_as_it_was_written() => Check(draft => (new RoutingRule { Family = draft.Family, Priority = 7, Mark = 9 }, draft.Seed % 2 == 0 ? ["GoTo", "Action"] : ["Action", "Table"]), "Family", "IsL3Master");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_link_is_read_as_it_was_written(Type kind) => Check(
        draft => ((NetlinkObject)Activator.CreateInstance(kind, $"t{draft.Seed & 0xffff}")!, s_oneWay.GetValueOrDefault(kind, [])),
        // What a second message takes, what is not sent where it was only read, and where a descriptor is needed.
        "Alias", "IsProtocolDown", "Ipv6AddressGeneration", "Port", "Carrier", "AlternativeNames", "Flags", "Namespace", "LowerNamespace", "Name");

    private static void Check(Func<ObjectDraft, (NetlinkObject Item, string[] Except)> create, params string[] except)
    {
        int compared = 0;
        Gen<ObjectDraft> drafts =
            from seed in Gen.Choose(0, int.MaxValue)
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from sparse in Gen.Choose(0, 3)
            select new ObjectDraft(seed, (((ulong)(uint)high << 32) | (uint)low) & (sparse == 0 ? ulong.MaxValue : (ulong)new Random(seed).NextInt64()));
        Prop.ForAll(Arb.From(drafts, draft => draft.Shrunk()), draft => compared += RoundTrip(draft, create, except)).Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds));

        // Were most refused, little would be shown.
        Assert.InRange(compared, Rounds, int.MaxValue);
    }

    /// <summary>How many properties were compared; none where the object cannot be.</summary>
    private static int RoundTrip(ObjectDraft draft, Func<ObjectDraft, (NetlinkObject Item, string[] Except)> create, string[] except)
    {
        (NetlinkObject item, string[] alsoExcept) = create(draft);
        List<PropertyInfo> set = draft.Fill(item, [.. except, .. alsoExcept]);
        if (Written(item) is not { } request)
            return 0;
        var reader = new NetlinkReader(request);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        MessageType type = message.Header.Type;
        object read = EventTopics.All.Single(topic => topic.New == type).Read(message, 0)!.Item;
        Assert.Equal(item.GetType(), read.GetType());
        foreach (PropertyInfo property in set)
        {
            object? written = property.GetValue(item);
            object? found = property.GetValue(read);
            bool same = written is IEnumerable list and not string && found is IEnumerable other ? list.Cast<object>().SequenceEqual(other.Cast<object>()) : Equals(written, found);
            Assert.True(same, $"{property.Name}: {written} was written, {found} was read of {item}");
        }

        return set.Count;
    }

    /// <summary>Null for what cannot be.</summary>
    internal static byte[]? Written(NetlinkObject item)
    {
        var writer = new NetlinkWriter(stackalloc byte[1024]);
        try
        {
            // All links are named by their indexes, so that nobody is asked for one.
            item.Write(ref writer, Verb.Add, new LinkResolver(null!, null!));
            return writer.Written.ToArray();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
        finally
        {
            writer.Dispose();
        }
    }
}
