namespace LinuxNetns;

/// <summary>What happened to a name, or to the namespace behind it.</summary>
public enum NamespaceEventKind
{
    /// <summary>The name was there when the watching began, and its namespace is usable.</summary>
    Existing,

    /// <summary>The name appeared. Its namespace may not be there yet: <see cref="Ready"/> says when it is, and never comes for a file that is no namespace.
    /// When the watching begins, names that are not usable are reported so too.</summary>
    Added,

    /// <summary>The namespace is mounted on the name and was found to be a network namespace: it can be opened.</summary>
    Ready,

    /// <summary>The namespace left one name and got another; see <see cref="NamespaceEvent.OldName"/>.</summary>
    Renamed,

    /// <summary>The name is gone, or no longer stands for its namespace, which may live on: by other names, processes, sockets, descriptors.</summary>
    Removed,

    /// <summary>The kernel has freed the namespace. Reported where the watcher has the privilege to hear of it.</summary>
    Destroyed,

    /// <summary>The kernel dropped notifications. The differences that a fresh look finds follow; a namespace that came and went meanwhile is not reported.</summary>
    Resync,
}
