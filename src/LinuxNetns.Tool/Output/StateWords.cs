namespace LinuxNetns.Tool;

/// <summary>The states of an entry, in a word.</summary>
internal static class StateWords
{
    internal static string Of(NamespaceEntryState state) => state switch
    {
        NamespaceEntryState.Live => "live",
        NamespaceEntryState.Placeholder => "placeholder",
        NamespaceEntryState.Shadowed => "shadowed",
        NamespaceEntryState.Dangling => "dangling",
        NamespaceEntryState.Foreign => "foreign",
        NamespaceEntryState.DoubleMounted => "double-mounted",
        NamespaceEntryState.NotUtf8 => "not-utf8",
        _ => "unknown",
    };
}
