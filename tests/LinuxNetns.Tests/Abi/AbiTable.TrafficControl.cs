namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Queueing disciplines, classes, filters.</summary>
    private static AbiPart TrafficControl => new()
    {
    };
}
