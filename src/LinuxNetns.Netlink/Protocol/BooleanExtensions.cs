namespace LinuxNetns.Netlink;

/// <summary>Switches that the kernel keeps in more than a byte.</summary>
internal static class BooleanExtensions
{
    internal static uint? ToUInt32(this bool? value) => value is bool there ? (there ? 1u : 0u) : default(uint?);
}
