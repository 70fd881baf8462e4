namespace LinuxNetns;

/// <summary>A namespace id (nsid) and whom it stands for.</summary>
/// <param name="NetnsId">The id, in the view of the namespace whose list this is.</param>
/// <param name="CurrentNetnsId">The id of the same namespace in the view of the calling thread's namespace, where another one's list was asked for.</param>
/// <param name="Names">The names in the registry; none where it has no name.</param>
public sealed record NamespaceIdAssignment(int NetnsId, int? CurrentNetnsId, IReadOnlyList<string> Names);
