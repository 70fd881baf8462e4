namespace LinuxNetns.Netlink;

/// <summary>
/// Says which link is meant: by name or by index, whatever is at hand. Names and indexes convert to it by themselves, so <c>"eth0"</c>, <c>3</c> and a
/// <see cref="Link"/> can stand wherever one is asked for.
/// </summary>
/// <remarks>
/// A name may also be an alternative one (<c>ip link property add altname</c>), up to 127 bytes. Two are equal that have the same index, whatever names are
/// known; without indexes, that have the same name: <c>address.Device == link</c> compares indexes, a name alone is never equal to an index.
/// <para>
/// An index counts in one network namespace only, and the kernel, given an index and a name, looks at the index alone. A <see cref="Link"/> that was read has both,
/// so every table makes sure that the device of its index has its name, which takes a look at that device first, and refuses (ENODEV) where it has another
/// one: it was renamed meanwhile, or read in another namespace. A name alone, or an index alone (<c>link.Index</c>), is taken at its word.
/// </para>
/// </remarks>
public readonly record struct LinkReference
{
    private LinkReference(string? name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>No link, for where one is taken away: <c>Master = LinkReference.None</c> is <c>nomaster</c>.</summary>
    public static LinkReference None => default;

    /// <summary>The name, where the link is known by it.</summary>
    public string? Name { get; }

    /// <summary>The interface index; 0 where only the name is known, or for <see cref="None"/>.</summary>
    public int Index { get; }

    /// <summary>A link by its name.</summary>
    /// <exception cref="ArgumentException">The name cannot be a link's: empty, over 127 bytes, with '/', white space or NUL.</exception>
    public static LinkReference FromName(string name)
    {
        LinkName.CheckReference(name, nameof(name));
        return new LinkReference(name, 0);
    }

    /// <summary>A link by its index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    public static LinkReference FromIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        return new LinkReference(null, index);
    }

    /// <summary>As <see cref="FromName"/>.</summary>
    public static implicit operator LinkReference(string name) => FromName(name);

    /// <summary>As <see cref="FromIndex"/>.</summary>
    public static implicit operator LinkReference(int index) => FromIndex(index);

    /// <summary>As <see cref="FromLink"/>.</summary>
    public static implicit operator LinkReference(Link link) => FromLink(link);

    /// <summary>The link with this index and name, or with the one of them that it has.</summary>
    /// <exception cref="ArgumentException">It has neither.</exception>
    public static LinkReference FromLink(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (link.Index > 0)
        {
            return new LinkReference(link.Name.Length > 0 ? link.Name : null, link.Index);
        }

        return link.Name.Length > 0 ? FromName(link.Name) : throw new ArgumentException("The link has neither index nor name.", nameof(link));
    }

    /// <summary>An index that the kernel reported; 0 and less is none.</summary>
    internal static LinkReference? Reported(int index) => index > 0 ? new LinkReference(null, index) : default(LinkReference?);

    /// <summary>It says more than one thing, which may contradict each other.</summary>
    internal bool HasBoth => Index != 0 && Name is not null;

    /// <summary>Whether both have the same index, or neither has one and both have the same name.</summary>
    public bool Equals(LinkReference other) => Index == other.Index && (Index != 0 || Name == other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => Index != 0 ? Index : Name?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The name, or <c>if7</c> where only the index is known.</summary>
    public override string ToString() => Name ?? (Index == 0 ? "none" : $"if{Index}");
}
