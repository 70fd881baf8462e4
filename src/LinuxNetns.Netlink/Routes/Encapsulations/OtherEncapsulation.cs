namespace LinuxNetns.Netlink;

/// <summary>An encapsulation that has no type of its own here (ILA, BPF, RPL, IOAM, XFRM, …): its data, as the kernel gave it, goes back as it came.</summary>
public sealed record OtherEncapsulation : RouteEncapsulation
{
    private readonly EquatableList<byte> _data;

    /// <summary>Describes an encapsulation by what goes over the wire.</summary>
    /// <param name="type">LWTUNNEL_ENCAP_* of linux/lwtunnel.h.</param>
    /// <param name="data">The attributes inside RTA_ENCAP.</param>
    public OtherEncapsulation(ushort type, IReadOnlyList<byte> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Type = type;
        _data = EquatableList<byte>.Of(data)!;
    }

    /// <summary>LWTUNNEL_ENCAP_* of linux/lwtunnel.h.</summary>
    public ushort Type { get; }

    /// <summary>The attributes inside RTA_ENCAP.</summary>
    public IReadOnlyList<byte> Data => _data;

    private protected override ushort TypeNumber => Type;

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links) => request.RawBytes(_data.ToArray());
}
