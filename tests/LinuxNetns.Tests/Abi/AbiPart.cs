namespace LinuxNetns.Tests.Abi;

/// <summary>The lines of <see cref="AbiTable"/> for one area; each property is as there.</summary>
internal sealed record AbiPart
{
    internal Dictionary<string, string> Headers { get; init; } = [];

    internal Dictionary<string, string> Constants { get; init; } = [];

    /// <summary>In the headers since a later Linux than the installed ones are of: C name → its definition, behind a check.</summary>
    internal Dictionary<string, string> Newer { get; init; } = [];

    internal Dictionary<string, AbiStruct> Structs { get; init; } = [];

    internal string[] Ours { get; init; } = [];
}
