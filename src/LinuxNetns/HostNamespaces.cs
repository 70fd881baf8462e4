namespace LinuxNetns;

/// <summary>The network namespaces of a host at one moment, as far as this process may see.</summary>
/// <param name="Namespaces">The namespaces, by inode.</param>
/// <param name="Denied">How many processes could not be read, or not wholly: what is missing here is among them.</param>
public sealed record HostNamespaces(IReadOnlyList<HostNamespace> Namespaces, int Denied);
