using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Reflection;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>
/// Values for the properties of an object, each from the seed and the property's place alone, so that a failure can be shrunk by leaving
/// properties out.
/// </summary>
internal sealed record ObjectDraft(int Seed, ulong Mask)
{
    internal AddressFamily Family => (Seed & 1) == 0 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    internal IEnumerable<ObjectDraft> Shrunk() =>
        Enumerable.Range(0, 64).Where(bit => (Mask >> bit & 1) != 0).Select(bit => this with { Mask = Mask & ~(1UL << bit) });

    /// <summary>Sets properties of a new object, and tells which.</summary>
    internal List<PropertyInfo> Fill(object item, string[] except)
    {
        var set = new List<PropertyInfo>();
        PropertyInfo[] properties = [.. item.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !except.Contains(property.Name)).OrderBy(property => property.Name, StringComparer.Ordinal)];
        for (int at = 0; at < properties.Length; at++)
        {
            if ((Mask >> (at % 64) & 1) == 0)
                continue;
            // A value that a property refuses is followed by smaller ones.
            for (int bits = 64; bits > 1; bits /= 2)
            {
                if (Value(properties[at].PropertyType, new Random(Seed * 101 + at), bits) is not { } value)
                    break;
                try
                {
                    properties[at].SetValue(item, value);
                    set.Add(properties[at]);
                    break;
                }
                catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
                {
                }
            }
        }

        return set;
    }

    internal IPAddress Address(Random random)
    {
        byte[] bytes = new byte[Family == AddressFamily.InterNetwork ? 4 : 16];
        random.NextBytes(bytes);
        return new IPAddress(bytes);
    }

    internal IPNetwork Network(Random random)
    {
        byte[] bytes = Address(random).GetAddressBytes();
        int length = random.Next(1, bytes.Length * 8 + 1);
        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }

    private object? Value(Type type, Random random, int bits)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            object[] values = [.. Enum.GetValues(type).Cast<object>().Where(value => Convert.ToInt64(value, null) != 0)];
            return values[random.Next(values.Length)];
        }

        // Never zero: much that is zero is not reported.
        ulong number = (ulong)random.NextInt64(1, long.MaxValue) >> (64 - Math.Min(bits, 63)) | 1;
        return type switch
        {
            _ when type == typeof(bool) => random.Next(2) == 1,
            _ when type == typeof(byte) => (byte)(number | 1),
            _ when type == typeof(ushort) => (ushort)(number | 1),
            _ when type == typeof(int) => (int)(number & int.MaxValue),
            _ when type == typeof(uint) => (uint)number,
            _ when type == typeof(ulong) => number,
            _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(random.Next(1, bits < 64 ? 200 : 100_000)),
            _ when type == typeof(string) => new string([.. Enumerable.Range(0, random.Next(1, 15)).Select(_ => (char)random.Next('a', 'z'))]),
            _ when type == typeof(IPAddress) => Address(random),
            _ when type == typeof(IPNetwork) => Network(random),
            _ when type == typeof(PhysicalAddress) => new PhysicalAddress([2, .. Enumerable.Range(0, 5).Select(_ => (byte)random.Next(256))]),
            _ when type == typeof(LinkReference) => LinkReference.FromIndex(random.Next(1, int.MaxValue)),
            _ when type == typeof(PortRange) => new PortRange((ushort)random.Next(1, 1000), (ushort)random.Next(1000, 65536)),
            _ when type == typeof(UserIdRange) => new UserIdRange((uint)random.Next(1000), (uint)random.Next(1000, int.MaxValue)),
            _ when type == typeof(RouteRealms) => new RouteRealms((ushort)random.Next(1, 65536), (ushort)random.Next(1, 65536)),
            _ when type == typeof(RoutingTableId) => new RoutingTableId((uint)number),
            _ when type == typeof(RouteProtocol) => new RouteProtocol((byte)random.Next(1, 256)),
            _ when type == typeof(RouteScope) => new RouteScope((byte)random.Next(256)),
            // Metrics that say nothing are not written.
            _ when type == typeof(RouteMetrics) => Filled(new RouteMetrics(), random) is var metrics && metrics != new RouteMetrics() ? metrics : null,
            _ when type == typeof(IReadOnlyList<RouteNextHop>) => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Filled(new RouteNextHop(), random)).ToArray(),
            _ => null,
        };
    }

    private T Filled<T>(T item, Random random)
        where T : class
    {
        // The family is that of the seed's last bit. A minimum of the timeout is written with its lock, as ip does.
        new ObjectDraft(random.Next() & ~1 | Seed & 1, (ulong)random.NextInt64()).Fill(item, ["MinimumRetransmissionTimeout"]);
        return item;
    }
}
