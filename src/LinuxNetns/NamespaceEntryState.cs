namespace LinuxNetns;

/// <summary>What a name in the registry really is.</summary>
public enum NamespaceEntryState
{
    /// <summary>A network namespace.</summary>
    Live,

    /// <summary>An empty file: an add that is under way, or a leftover of one that was killed.</summary>
    Placeholder,

    /// <summary>A namespace is mounted there, but something mounted over the directory hides it.</summary>
    Shadowed,

    /// <summary>A symbolic link that leads nowhere: the process or file behind it has gone.</summary>
    Dangling,

    /// <summary>Something else: a file with content, a directory, a namespace of another kind.</summary>
    Foreign,

    /// <summary>A network namespace that is mounted more than once on the same name: one delete does not free it.</summary>
    DoubleMounted,

    /// <summary>A name whose bytes are not UTF-8. No text leads to it; what is shown has <c>\ooo</c> for bytes that are not ASCII, as a shell reads it in <c>$'…'</c>.</summary>
    NotUtf8,
}
