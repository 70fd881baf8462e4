namespace LinuxNetns;

/// <summary>A member of a structure.</summary>
/// <param name="Offset">In bytes from the beginning of the outermost structure.</param>
/// <param name="Type">The id of its type.</param>
internal readonly record struct BtfMember(int Offset, int Type);
