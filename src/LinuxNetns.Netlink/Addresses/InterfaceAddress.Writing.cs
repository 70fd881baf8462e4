using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

public sealed partial record InterfaceAddress
{
    internal override void Write(ref NetlinkWriter request, Verb verb, LinkResolver links)
    {
        Check();
        bool delete = verb == Verb.Delete;
        request.Begin(
            delete ? MessageType.DeleteAddress : MessageType.NewAddress,
            verb.Flags(),
            new InterfaceAddressMessage
            {
                Family = Family.ToKernel(),
                PrefixLength = (byte)PrefixLength,
                Scope = delete ? (byte)0 : (Scope ?? DefaultScope).Value,
                Index = links.IndexOf(Device),
            });
        request.Attribute(AddressAttribute.IFA_LOCAL, Address);
        request.Attribute(AddressAttribute.IFA_ADDRESS, Peer ?? Address, Peer is null ? nameof(Address) : nameof(Peer));
        request.Attribute(AddressAttribute.IFA_LABEL, Label);
        if (!delete)
        {
            request.Attribute(AddressAttribute.IFA_BROADCAST, Broadcast);
            request.Attribute(AddressAttribute.IFA_RT_PRIORITY, RoutePriority);
            request.Attribute(AddressAttribute.IFA_PROTO, Protocol);
            if ((Flags & Settable) is not InterfaceAddressFlags.None and var flags)
            {
                request.Attribute(AddressAttribute.IFA_FLAGS, (uint)flags, nameof(Flags));
            }

            if (ValidLifetime is not null || Preferred is not null)
            {
                request.Attribute(AddressAttribute.IFA_CACHEINFO, Lifetimes, nameof(ValidLifetime));
            }
        }

        request.End();
    }

    /// <summary>The default_scope() of ip.</summary>
    private RouteScope DefaultScope => Family == AddressFamily.InterNetwork && IPAddress.IsLoopback(Address) ? RouteScope.Host : RouteScope.Global;

    private AddressLifetimes Lifetimes => new() { Valid = Seconds(ValidLifetime), Preferred = Seconds(Preferred) };

    /// <summary>The kernel reports no lifetime of an address without an end that is deprecated, only the flag.</summary>
    private TimeSpan? Preferred => (Flags & InterfaceAddressFlags.Deprecated) != 0 ? TimeSpan.Zero : PreferredLifetime ?? ValidLifetime;

    private static uint Seconds(TimeSpan? time) => time is not TimeSpan there || there == Timeout.InfiniteTimeSpan ? uint.MaxValue : (uint)Math.Ceiling(there.TotalSeconds);

    private void Check()
    {
        _ = Family.ToKernel();
        AddressText.CheckLength(Address, PrefixLength, nameof(PrefixLength));
        AddressText.CheckFamily(Peer, Family, nameof(Peer));
        AddressText.CheckFamily(Broadcast, Family, nameof(Broadcast));
        if (Device == LinkReference.None)
        {
            throw new ArgumentException("An address needs a device.", nameof(Device));
        }

        if (Broadcast is not null && Family != AddressFamily.InterNetwork)
        {
            throw new ArgumentException("IPv6 has no broadcast.", nameof(Broadcast));
        }

        if (Seconds(Preferred) > Seconds(ValidLifetime))
        {
            throw new ArgumentException("The preferred lifetime is longer than the valid one.", nameof(PreferredLifetime));
        }
    }
}
