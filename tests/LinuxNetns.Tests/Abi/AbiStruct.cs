namespace LinuxNetns.Tests.Abi;

/// <summary>A structure's C counterpart.</summary>
/// <param name="Name"><c>struct nlmsghdr</c>.</param>
/// <param name="Header">The header that defines it.</param>
/// <param name="Members">Our field's name → C's; empty for a field that only 32-bit machines use, which are not checked.</param>
internal sealed record AbiStruct(string Name, string Header, Dictionary<string, string> Members);
