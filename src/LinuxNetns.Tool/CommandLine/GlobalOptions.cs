namespace LinuxNetns.Tool;

/// <summary>What stands before the command.</summary>
internal sealed class GlobalOptions
{
    internal bool All { get; set; }

    internal bool Json { get; set; }

    internal bool Pretty { get; set; }

    internal bool Force { get; set; }

    /// <summary>Also say what helps against an error: <c>-details</c>.</summary>
    internal bool Details { get; set; }

    internal ColorMode Color { get; set; } = ColorMode.Auto;

    internal string? BatchFile { get; set; }

    internal string? RunDirectory { get; set; }
}
