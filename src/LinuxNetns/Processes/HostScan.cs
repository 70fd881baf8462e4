using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Collects the namespaces of a host. Each is opened where it is first seen, asked what only an open one tells, and closed again.</summary>
internal sealed class HostScan(IProcessFiles files) : INamespaceSightings, IDisposable
{
    // Descriptors open at once: far below the usual limit of 1,024, and two questions' worth for netlink.
    private const int Batch = 128;

    // A namespace that may not be opened here may be open to us elsewhere; but not everywhere is worth a try.
    private const int MaxRefusals = 8;

    private readonly Dictionary<(ulong Device, ulong Inode), HostEntry> _entries = [];
    private readonly List<SafeHandle> _handles = new(Batch);
    private readonly List<HostEntry> _waiting = new(Batch);
    private readonly List<HostEntry> _unopened = [];
    private readonly HashSet<int> _ownDescriptors = [];
    private int _commandOf = -1;
    private string? _command;

    public void Dispose() => CloseHandles();

    public bool IsOwn(int descriptor) => _ownDescriptors.Contains(descriptor);

    public void Add(NamespaceId id, in NamespaceSighting sighting)
    {
        HostEntry entry = EntryOf(id);
        if (entry.Facts is null && sighting.Facts is not null)
        {
            entry.Facts = sighting.Facts;
            entry.Place = sighting;
            _unopened.Add(entry);
        }
        else if (entry.Facts is null && entry.Refusals < MaxRefusals)
        {
            if (files.Open(in sighting, id) is { } handle)
                Ask(entry, handle);
            else
                entry.Refusals++;
        }

        if (sighting.Kind == NamespaceHolderKind.Process)
            entry.AddProcess(sighting.ProcessId);
        else
            entry.AddHolder(HolderSearch.HolderOf(in sighting, sighting.Command ?? CommandOf(sighting.ProcessId)));
    }

    /// <summary>Gives the namespaces their names, and adds those that are known by name alone.</summary>
    internal void AddNames(string runDirectory)
    {
        List<string> names = NamesIn(runDirectory);
        using var directory = new SafeFileHandle(Interop.Open(runDirectory, Interop.O_PATH | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0), ownsHandle: true);
        foreach (string name in names)
        {
            if (NamespaceFile.Identify((int)directory.DangerousGetHandle(), name) is { } seen && _entries.TryGetValue(seen, out HostEntry? known) && known.Facts is not null)
            {
                known.AddName(name); // nothing to learn from opening it
                continue;
            }

            (NamespaceEntryState? state, SafeFileHandle? handle) = NamespaceFile.Examine(Path.Join(runDirectory, name), identify: true);
            if (state != NamespaceEntryState.Live || handle is null)
                continue;
            Add(handle).AddName(name);
        }
    }

    /// <summary>Adds what the kernel listed before and nothing that was seen since accounts for. Whatever is gone meanwhile is left out.</summary>
    internal void AddListed(ulong[] listed)
    {
        if (listed.Length == 0)
            return;
        HashSet<ulong> unseen = [.. listed];
        unseen.ExceptWith(_entries.Values.Select(static entry => entry.Facts?.Id.KernelId ?? 0));
        foreach (ulong id in unseen)
        {
            Errno errno = files.OpenListed(id, out SafeFileHandle? handle);
            if (handle is not null)
                Add(handle);
            else if (errno is not (Errno.ESTALE or Errno.ENOENT))
                _entries.Add((0, id), new HostEntry(new NamespaceId(id, 0, 0)));
        }
    }

    /// <summary>The namespaces, by inode.</summary>
    internal IReadOnlyList<HostNamespace> Finish()
    {
        AskThreads();
        ReadNetnsIds();
        HostNamespace[] namespaces = [.. _entries.Values.Select(static entry => entry.Build())];
        Array.Sort(namespaces, static (left, right) => left.Id.Inode.CompareTo(right.Id.Inode));
        return namespaces;
    }

    private HostEntry EntryOf(NamespaceId id)
    {
        ref HostEntry? entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, (id.Device, id.Inode), out _);
        return entry ??= new HostEntry(id);
    }

    private HostEntry Add(SafeFileHandle handle)
    {
        HostEntry entry = EntryOf(NamespaceIdentity.ReadWithoutEntering(handle));
        if (entry.Facts is null)
            Ask(entry, handle);
        else
            handle.Dispose();
        return entry;
    }

    private void Ask(HostEntry entry, SafeFileHandle handle)
    {
        Wait(entry, handle);
        entry.Facts = files.ReadFacts(handle);
        if (_handles.Count == Batch)
            ReadNetnsIds();
    }

    private void Wait(HostEntry entry, SafeFileHandle handle)
    {
        _handles.Add(handle);
        _waiting.Add(entry);
        _ownDescriptors.Add((int)handle.DangerousGetHandle());
    }

    /// <summary>The nsids of those that need not be opened but for that, if there are any nsids.</summary>
    private void AskThreads()
    {
        if (_unopened.Count == 0 || !files.HasNetnsIds())
            return;
        List<HostEntry> inside = _unopened.FindAll(static entry => entry.Place.Kind is NamespaceHolderKind.Process or NamespaceHolderKind.Thread);
        IReadOnlyList<NetnsIdReading> readings = files.ReadNetnsIds([.. inside.Select(static entry => entry.Place)]);
        HashSet<HostEntry> known = [];
        for (int i = 0; i < inside.Count; i++)
        {
            if (!readings[i].IsKnown)
                continue;
            inside[i].NetnsId = readings[i].NetnsId;
            known.Add(inside[i]);
        }

        foreach (HostEntry entry in _unopened)
        {
            if (known.Contains(entry) || files.Open(entry.Place, entry.Facts!.Value.Id) is not { } handle)
                continue;
            Wait(entry, handle);
            if (_handles.Count == Batch)
                ReadNetnsIds();
        }
    }

    private void ReadNetnsIds()
    {
        if (_handles.Count == 0)
            return;
        IReadOnlyList<int?> ids = files.ReadNetnsIds(_handles);
        for (int i = 0; i < _waiting.Count; i++)
            _waiting[i].NetnsId = ids[i];
        CloseHandles();
    }

    private void CloseHandles()
    {
        _handles.ForEach(static handle => handle.Dispose());
        _handles.Clear();
        _waiting.Clear();
        _ownDescriptors.Clear();
    }

    /// <summary>What one process has is seen in one go: its name is read once.</summary>
    private string? CommandOf(int processId)
    {
        if (_commandOf != processId)
        {
            _commandOf = processId;
            _command = files.ReadCommand(processId);
        }

        return _command;
    }

    private static List<string> NamesIn(string runDirectory)
    {
        try
        {
            return DirectoryNames.Read(runDirectory);
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotPermitted)
        {
            return []; // a scan without names is better than none
        }
    }
}
