namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Addresses, routes, rules, neighbours.</summary>
    private static AbiPart Routing => new()
    {
    };
}
