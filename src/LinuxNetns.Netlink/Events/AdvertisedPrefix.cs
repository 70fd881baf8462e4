using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>
/// A prefix that an IPv6 router advertised on a link (RTM_NEWPREFIX, struct prefixmsg of linux/rtnetlink.h; RFC 4861 §4.6.2). The kernel tells of each
/// advertisement and keeps no list.
/// </summary>
public sealed record AdvertisedPrefix
{
    internal const int PREFIX_ADDRESS = 1;
    internal const int PREFIX_CACHEINFO = 2;

    // net/if_inet6.h, inside the kernel; newer kernels pass on the byte as the router sent it (RFC 4861 §4.6.2).
    private const byte IF_PREFIX_ONLINK = 0x01 | 0x80;
    private const byte IF_PREFIX_AUTOCONF = 0x02 | 0x40;

    internal AdvertisedPrefix(in PrefixInfo info, AttributeReader attributes)
    {
        Link = LinkReference.Reported(info.Index) ?? LinkReference.None;
        IsOnLink = (info.Flags & IF_PREFIX_ONLINK) != 0;
        IsForAutoconfiguration = (info.Flags & IF_PREFIX_AUTOCONF) != 0;
        Length = info.Length <= 128 ? info.Length : throw Malformed.Value(PREFIX_ADDRESS, info.Length);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case PREFIX_ADDRESS:
                    Address = attribute.ReadAddress();
                    break;
                case PREFIX_CACHEINFO:
                    PrefixLifetimes lifetimes = attribute.Read<PrefixLifetimes>();
                    PreferredLifetime = KernelTime.Lifetime(lifetimes.Preferred);
                    ValidLifetime = KernelTime.Lifetime(lifetimes.Valid);
                    break;
            }
        }
    }

    /// <summary>The link that it was heard on, by its index.</summary>
    public LinkReference Link { get; }

    /// <summary>The prefix; bits behind its length need not be zero.</summary>
    public IPAddress Address { get; } = IPAddress.IPv6Any;

    /// <summary>How many bits of the address count, 0 to 128.</summary>
    public int Length { get; }

    /// <summary>Addresses with the prefix can be reached without a router (L).</summary>
    public bool IsOnLink { get; }

    /// <summary>Hosts may make addresses of the prefix (A).</summary>
    public bool IsForAutoconfiguration { get; }

    /// <summary>How long addresses with the prefix are to be preferred; <see cref="Timeout.InfiniteTimeSpan"/> for ever, null where it was not told.</summary>
    public TimeSpan? PreferredLifetime { get; }

    /// <summary>How long the prefix is valid; <see cref="Timeout.InfiniteTimeSpan"/> for ever, null where it was not told.</summary>
    public TimeSpan? ValidLifetime { get; }
}
