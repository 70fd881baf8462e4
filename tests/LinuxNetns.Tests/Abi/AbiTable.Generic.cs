namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Generic netlink and what speaks it.</summary>
    private static AbiPart Generic => new()
    {
    };
}
