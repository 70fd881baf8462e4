namespace LinuxNetns.Tests.Netlink;

/// <summary>Addresses, routes, rules, neighbours and next hops with as many attributes as there are, for the fuzzer to spoil.</summary>
internal static class RoutingSeeds
{
    private static readonly byte[] s_ip6 = [0xfd, .. new byte[14], 1];

    private static readonly byte[] s_way = [.. Wire.UInt16(16), 0, 2, .. Wire.Int32(3), .. Wire.Attribute(5, [10, 0, 0, 2])];

    private static readonly byte[] s_header = [0, 2, 4, 0, 0, 0, 0, 0, .. s_ip6];

    internal static byte[][] All { get; } =
    [
        Wire.Message(20, Wire.Multi, 7, [2, 24, 128, 0], Wire.Int32(3), Wire.Attribute(1, [10, 0, 0, 2]), Wire.Attribute(2, [10, 0, 0, 1]), Wire.Text(3, "v0"),
            Wire.Attribute(4, [10, 0, 0, 255]), Wire.Attribute(6, new byte[16]), Wire.Attribute(8, Wire.Int32(0x80)), Wire.Attribute(9, Wire.Int32(7)), Wire.Attribute(11, [3])),
        Route([10, 32], 7, Wire.Attribute(1, s_ip6), Wire.Attribute(2, s_ip6), Wire.Attribute(5, s_ip6), Wire.Attribute(6, Wire.Int32(1)), Wire.Attribute(7, s_ip6),
            Wire.Attribute(12, new byte[32]), Wire.Attribute(20, [1]), Wire.Attribute(8, Wire.Join(Wire.Attribute(2, Wire.Int32(1400)), Wire.Text(16, "cubic")))),
        Route([2, 16], 7, Wire.Attribute(1, [10, 0, 0, 0]), Wire.Attribute(9, Wire.Join(s_way, s_way)), Wire.Attribute(18, [10, 0, .. s_ip6])),
        Route([2, 16], 7, Wire.Attribute(21, Wire.UInt16(1)), Wire.Attribute(22, Wire.Attribute(1, [0, 6, 0x41, 0]))),
        Route([2, 16], 7, Wire.Attribute(21, Wire.UInt16(2)), Wire.Attribute(22, Wire.Join(Wire.Attribute(1, new byte[8]), Wire.Attribute(2, [1, 2, 3, 4]), Wire.Attribute(6, [0, 4])))),
        Route([10, 16], 7, Wire.Attribute(21, Wire.UInt16(5)), Wire.Attribute(22, Wire.Attribute(1, [1, 0, 0, 0, .. s_header]))),
        Route([10, 16], 7, Wire.Attribute(21, Wire.UInt16(7)), Wire.Attribute(22, Wire.Join(Wire.Attribute(1, Wire.Int32(10)), Wire.Attribute(2, s_header), Wire.Attribute(3, Wire.Int32(9))))),
        Wire.Message(28, Wire.Multi, 7, [2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 1], Wire.Attribute(1, [10, 0, 0, 2]), Wire.Attribute(2, new byte[6]), Wire.Attribute(3, new byte[16]),
            Wire.Attribute(12, [4]), Wire.Attribute(15, Wire.Int32(1))),
        Wire.Message(32, Wire.Multi, 7, [2, 8, 8, 0, 0, 0, 0, 1, 2, 0, 0, 0], Wire.Attribute(1, [10, 0, 0, 0]), Wire.Attribute(2, [10, 0, 0, 0]), Wire.Text(3, "v0"),
            Wire.Attribute(20, new byte[8]), Wire.Attribute(23, [80, 0, 90, 0]), Wire.Attribute(12, new byte[8])),
        Wire.Message(104, Wire.Multi, 7, new byte[8], Wire.Attribute(1, Wire.Int32(7)), Wire.Attribute(2, new byte[16]), Wire.Attribute(12, Wire.Attribute(2, Wire.Int32(6)))),
        Wire.Message(64, Wire.Multi, 7, [2, 0, 0, 0], Wire.Text(1, "arp_cache"), Wire.Attribute(6, Wire.Join(Wire.Attribute(1, Wire.Int32(3)), Wire.Attribute(4, new byte[8]))),
            Wire.Attribute(7, new byte[88])),
    ];

    private static byte[] Route(byte[] start, uint sequence, params byte[][] attributes) =>
        Wire.Message(24, Wire.Multi, sequence, [start, [0, 0, 254, 3, 0, 1, 0, 0, 0, 0], .. attributes]);
}
