using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A file of <c>/etc/netns/NAME</c> that a command was started without.</summary>
/// <param name="Source">The file.</param>
/// <param name="Target">Where it should have appeared.</param>
/// <param name="Errno">Why not: usually ENOENT, there is no such file in <c>/etc</c>.</param>
public sealed record BindFailure(string Source, string Target, Errno Errno);
