using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Links of every kind, and ports of every kind, with all their properties, for the fuzzer to spoil: as requests, which have the form of the answers.</summary>
internal static class LinkSeeds
{
    private const int Drafts = 3;

    internal static byte[][] All { get; } = [.. Links().Concat(Ports())];

    private static IEnumerable<byte[]> Links()
    {
        foreach (Type kind in ObjectPropertyTests.Kinds.Select(row => row.Data))
        {
            for (int seed = 0; seed < Drafts; seed++)
            {
                var link = (Link)Activator.CreateInstance(kind, "t")!;
                // A descriptor is none of the kernel's answers.
                new ObjectDraft(seed, ulong.MaxValue).Fill(link, ["Alias", "IsProtocolDown", "Ipv6AddressGeneration", "Port", "Namespace", "LowerNamespace"]);
                if (ObjectPropertyTests.Written(link) is { } request)
                {
                    yield return request;
                }
            }
        }
    }

    private static IEnumerable<byte[]> Ports() => ((LinkPort[])[new BridgePort(), new BondPort(), new VrfPort()]).Select(Port);

    private static byte[] Port(LinkPort port)
    {
        new ObjectDraft(2, ulong.MaxValue).Fill(port, []);
        var writer = new NetlinkWriter(new byte[1024]);
        new Link { Port = port }.WriteChange(ref writer, 7, LinkResolver.Blind);
        byte[] request = writer.Written.ToArray();
        writer.Dispose();
        return request;
    }
}
