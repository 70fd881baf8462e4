namespace LinuxNetns;

/// <summary>A sysctl of a network namespace.</summary>
/// <param name="Name">The name with dots, as sysctl(8) writes it: <c>net.ipv4.conf.eth0/1.forwarding</c> is of the device <c>eth0.1</c>.</param>
/// <param name="Value">The value, without the newline at its end; null where it can only be written, was never set, or is somebody else's to read.</param>
public sealed record Sysctl(string Name, string? Value);
