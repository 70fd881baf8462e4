namespace LinuxNetns;

/// <summary>A <see cref="HostNamespace"/> in the making.</summary>
internal sealed class HostEntry(NamespaceId id)
{
    private readonly List<int> _processes = [];
    private readonly List<string> _names = [];
    private List<NamespaceHolder>? _holders;
    private SortedSet<string>? _mountPoints;

    internal NamespaceFacts? Facts { get; set; }

    internal int? NetnsId { get; set; }

    /// <summary>Where it was seen first, if it told of itself there.</summary>
    internal NamespaceSighting Place { get; set; }

    /// <summary>How often it could not be opened.</summary>
    internal int Refusals { get; set; }

    internal void AddProcess(int processId) => _processes.Add(processId);

    internal void AddName(string name) => _names.Add(name);

    internal void AddHolder(NamespaceHolder holder)
    {
        (_holders ??= []).Add(holder);
        if (holder.MountPoint is { } mountPoint)
            (_mountPoints ??= new(StringComparer.Ordinal)).Add(mountPoint);
    }

    internal HostNamespace Build()
    {
        _processes.Sort();
        _names.Sort(StringComparer.Ordinal);
        return new HostNamespace
        {
            Id = Facts?.Id ?? id,
            Names = [.. _names],
            MountPoints = _mountPoints is null ? [] : [.. _mountPoints],
            NetnsId = NetnsId,
            ProcessIds = [.. _processes],
            Holders = _holders is null ? [] : [.. _holders],
            OwnerUserNamespace = Facts?.OwnerUserNamespace,
            OwnerUserId = Facts?.OwnerUserId,
        };
    }
}
