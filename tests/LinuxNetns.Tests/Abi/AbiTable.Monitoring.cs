namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Events, sockets.</summary>
    private static AbiPart Monitoring => new()
    {
    };
}
