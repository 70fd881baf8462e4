namespace LinuxNetns;

/// <summary>Says in words what a broken entry is, what follows from it, and what mends it.</summary>
internal static class Diagnosis
{
    internal static NamespaceFinding? Of(NamespaceEntry entry, string runDirectory)
    {
        string path = Path.Join(runDirectory, entry.Name);
        return entry.State switch
        {
            NamespaceEntryState.Placeholder => New(
                entry,
                "An empty file without a namespace: an add that was interrupted, or a mount that another mount namespace took away. Every \"ip netns list\" complains \"Peer netns reference is invalid\".",
                $"rm {path}",
                safe: true),
            NamespaceEntryState.Dangling => New(entry, "A symbolic link to a namespace file that has gone.", $"rm {path}", safe: true),
            NamespaceEntryState.DoubleMounted => New(
                entry,
                "The namespace is mounted more than once on this name: one delete leaves it behind.",
                $"umount {path}, until it is mounted once",
                safe: true),
            NamespaceEntryState.Shadowed => New(
                entry,
                "The namespace is there, but something was mounted over the directory afterwards and hides it; it cannot be opened or deleted by this name.",
                $"umount what covers {runDirectory}, after saving the names that were added on top of it",
                safe: false),
            NamespaceEntryState.Foreign => New(
                entry,
                "Not a network namespace: somebody's file, a directory, or a namespace of another kind. Every \"ip netns list\" complains about it.",
                $"move {path} elsewhere",
                safe: false),
            NamespaceEntryState.NotUtf8 => New(
                entry,
                "The name is not UTF-8: it can be used by its bytes alone, which ip does.",
                $"ip netns delete $'{entry.Name}'",
                safe: false),
            _ => null,
        };
    }

    internal static NamespaceFinding OfHidden(string name, string runDirectory) => new()
    {
        Name = name,
        State = NamespaceEntryState.Shadowed,
        Explanation = "A namespace is mounted here below something that was mounted over the directory afterwards; the name does not show.",
        Remedy = $"umount what covers {runDirectory}, after saving the names that were added on top of it",
    };

    private static NamespaceFinding New(NamespaceEntry entry, string explanation, string remedy, bool safe) =>
        new() { Name = entry.Name, State = entry.State, Explanation = explanation, Remedy = remedy, IsSafeToRepair = safe };
}
