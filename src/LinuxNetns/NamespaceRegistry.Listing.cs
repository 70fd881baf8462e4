using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>List, Identify and the marks.</content>
public sealed partial class NamespaceRegistry
{
    // Descriptors open at once while a list asks for ids: far below the usual limit of 1,024.
    private const int Batch = 128;

    private readonly AdministrativeMarks _marks;

    /// <inheritdoc/>
    public IReadOnlyList<NamespaceEntry> List() => List(withNetnsIds: true);

    /// <inheritdoc/>
    public IReadOnlyList<string> Identify(int processId) => _index.Find(_scanner.Identify(processId));

    /// <inheritdoc/>
    public IReadOnlyList<string> Identify(NetworkNamespace networkNamespace)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        return _index.Find(networkNamespace.Id);
    }

    /// <inheritdoc/>
    public void SetAdministrativeState(string name, AdministrativeState state)
    {
        if (state is not (AdministrativeState.Up or AdministrativeState.Down))
            throw new ArgumentOutOfRangeException(nameof(state), state, "Up or Down.");
        using NetworkNamespace ns = Open(name);
        _marks.Write(ns.Id, state);
    }

    /// <summary>The list; the ids cost a socket and a question for each name, which a caller that does not show them saves.</summary>
    internal IReadOnlyList<NamespaceEntry> List(bool withNetnsIds)
    {
        List<DirectoryName> names = DirectoryNames.ReadAll(RunDirectory);
        if (names.Count == 0)
            return [];
        var mounts = RegistryMounts.Read(RunDirectory);
        bool marks = _marks.Any;
        var entries = new List<NamespaceEntry>(names.Count);
        using NetlinkConnection? netlink = withNetnsIds ? OpenNetlink() : null;
        var handles = new List<SafeHandle>(Math.Min(names.Count, Batch));
        var waiting = new List<int>(handles.Capacity);
        try
        {
            foreach (DirectoryName name in names)
            {
                if (Examine(name, mounts, marks, out SafeFileHandle? handle) is not { } entry)
                    continue; // deleted since the directory was read
                entries.Add(entry);
                if (handle is null)
                    continue;
                if (netlink is null)
                {
                    handle.Dispose();
                    continue;
                }

                handles.Add(handle);
                waiting.Add(entries.Count - 1);
                if (handles.Count == Batch)
                    ReadNetnsIds(netlink, handles, waiting, entries);
            }

            if (netlink is not null && handles.Count > 0)
                ReadNetnsIds(netlink, handles, waiting, entries);
            return entries;
        }
        finally
        {
            foreach (SafeHandle handle in handles)
                handle.Dispose();
        }
    }

    private NamespaceEntry? Examine(DirectoryName name, RegistryMounts mounts, bool marks, out SafeFileHandle? handle)
    {
        handle = null;
        if (!name.IsUtf8)
            return new NamespaceEntry { Name = name.Text, State = NamespaceEntryState.NotUtf8 };
        (NamespaceEntryState? state, handle) = NamespaceFile.Examine(_directory.PathOf(name.Text), identify: true);
        if (state is null)
            return null;
        // Before Linux 6.18 the kernel's id costs a visit to the namespace; marks are kept by it, so it is worth that only where there are marks.
        NamespaceId? id = handle is null ? null : marks ? NamespaceIdentity.Read(handle) : NamespaceIdentity.ReadWithoutEntering(handle);
        return new NamespaceEntry
        {
            Name = name.Text,
            State = mounts.Refine(name.Text, state.Value),
            Id = id,
            AdministrativeState = marks && id is { } known ? _marks.Read(known) : AdministrativeState.Up,
        };
    }

    /// <summary>One batch of questions; the descriptors are closed.</summary>
    private static void ReadNetnsIds(NetlinkConnection netlink, List<SafeHandle> handles, List<int> waiting, List<NamespaceEntry> entries)
    {
        IReadOnlyList<NetnsIdResult> ids = netlink.NetnsIds.GetMany(handles);
        for (int i = 0; i < handles.Count; i++)
        {
            entries[waiting[i]] = entries[waiting[i]] with { NetnsId = ids[i].Id };
            handles[i].Dispose();
        }

        handles.Clear();
        waiting.Clear();
    }

    /// <summary>Null where netlink is forbidden (seccomp, a kernel without it): a list without ids is better than none.</summary>
    private static NetlinkConnection? OpenNetlink()
    {
        try
        {
            return NetlinkConnection.Open();
        }
        catch (NetlinkException e) when (e.Errno is Errno.EPERM or Errno.EACCES or Errno.EAFNOSUPPORT or Errno.EPROTONOSUPPORT)
        {
            return null;
        }
    }
}
