namespace LinuxNetns;

/// <summary>Takes what a <see cref="HolderWalk"/> sees.</summary>
internal interface INamespaceSightings
{
    /// <summary>A namespace was seen. Each place comes once.</summary>
    void Add(NamespaceId id, in NamespaceSighting sighting);

    /// <summary>Whether a descriptor of this process is the search's own, and no holder.</summary>
    bool IsOwn(int descriptor);
}
