using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A link on a <see cref="NetworkMap"/>. What identifies it is its namespace and its index together.</summary>
/// <param name="Namespace">The namespace that it is in.</param>
/// <param name="Link">The link, as the kernel described it.</param>
/// <param name="Addresses">Its addresses.</param>
public sealed record MapLink(NamespaceId Namespace, Link Link, IReadOnlyList<InterfaceAddress> Addresses);
