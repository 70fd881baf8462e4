using System.Net;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A network interface of a namespace, as <see cref="NetworkNamespace.GetNetworkInterfaces"/> found it.</summary>
public sealed class NamespaceInterface
{
    internal NamespaceInterface(Link link, IReadOnlyList<InterfaceAddress> addresses, IReadOnlyList<IPAddress> gateways)
    {
        Link = link;
        Addresses = addresses;
        Gateways = gateways;
    }

    /// <summary>Its name.</summary>
    public string Name => Link.Name;

    /// <summary>Its index, which is its own in this namespace only.</summary>
    public int Index => Link.Index;

    /// <summary>All that the kernel says about it: flags, MTU, hardware address, kind.</summary>
    public Link Link { get; }

    /// <summary>Its addresses, IPv4 and IPv6.</summary>
    public IReadOnlyList<InterfaceAddress> Addresses { get; }

    /// <summary>The gateways of the default routes of the main table that lead through it.</summary>
    public IReadOnlyList<IPAddress> Gateways { get; }

    /// <summary>The name and the addresses.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Name} {string.Join(' ', Addresses.Select(address => address.Address))}";
}
