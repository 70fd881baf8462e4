namespace LinuxNetns.Tool;

/// <summary>When tables are coloured.</summary>
internal enum ColorMode
{
    /// <summary>On a terminal.</summary>
    Auto,

    Always,

    Never,
}
