using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Collects what holds one namespace.</summary>
internal sealed class HolderSearch : INamespaceSightings, IDisposable
{
    private readonly IProcessFiles _files;
    private readonly NamespaceId _id;
    private readonly IReadOnlyCollection<int> _ownDescriptors;
    private readonly List<NamespaceHolder> _holders = [];
    private SafeFileHandle? _pin;
    private bool _confirmed;
    private bool _recycled;

    /// <param name="files">Where to look.</param>
    /// <param name="id">The namespace.</param>
    /// <param name="ownDescriptors">Descriptors of this process that are no holders; null if the caller has none on the namespace, so that nobody keeps its inode from being
    /// given to another one.</param>
    internal HolderSearch(IProcessFiles files, NamespaceId id, IReadOnlyCollection<int>? ownDescriptors)
    {
        _files = files;
        _id = id;
        _ownDescriptors = ownDescriptors ?? [];
        _confirmed = ownDescriptors is not null || id.KernelId is null;
    }

    internal IReadOnlyList<NamespaceHolder> Holders => _holders;

    public void Dispose() => _pin?.Dispose();

    public bool IsOwn(int descriptor) => _ownDescriptors.Contains(descriptor) || (_pin is not null && descriptor == (int)_pin.DangerousGetHandle());

    public void Add(NamespaceId id, in NamespaceSighting sighting)
    {
        if (_recycled || id != _id || !Confirm(in sighting))
            return;
        _holders.Add(HolderOf(in sighting, sighting.Command ?? _files.ReadCommand(sighting.ProcessId)));
    }

    internal static NamespaceHolder HolderOf(in NamespaceSighting sighting, string? command) => new()
    {
        Kind = sighting.Kind,
        ProcessId = sighting.ProcessId,
        ThreadId = sighting.Kind == NamespaceHolderKind.Thread || (sighting.Descriptor >= 0 && sighting.ThreadId != sighting.ProcessId) ? sighting.ThreadId : null,
        Descriptor = sighting.Descriptor < 0 ? null : sighting.Descriptor,
        MountPoint = sighting.MountPoint,
        Command = command,
    };

    /// <summary>The inode is right; the kernel's id tells whether it is still the same namespace's. Kept open from then on, it stays so.</summary>
    private bool Confirm(in NamespaceSighting sighting)
    {
        if (_confirmed || sighting.Facts is not null)
            return true; // the ids themselves were compared
        SafeFileHandle? handle = _files.Open(in sighting, _id);
        if (handle is null)
            return true; // gone since, or forbidden: its inode is all there is
        if (_files.ReadFacts(handle).Id != _id)
        {
            handle.Dispose();
            _recycled = true;
            return false;
        }

        _pin = handle;
        return _confirmed = true;
    }
}
