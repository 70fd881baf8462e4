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
        bool marks = _marks.Any;
        var entries = new List<NamespaceEntry>(names.Count);
        var mounts = new List<ulong>(names.Count);
        using NetlinkConnection? netlink = withNetnsIds ? OpenNetlink() : null;
        var looks = new List<NameLook>(Math.Min(names.Count, Batch));
        for (int start = 0; start < names.Count; start += Batch)
        {
            try
            {
                for (int i = start; i < Math.Min(start + Batch, names.Count); i++)
                {
                    if (NameLook.At(names[i], _directory.PathOf(names[i].Text), marks) is { } look)
                        looks.Add(look); // others were deleted since the directory was read
                }

                AddEntries(entries, looks, netlink, marks);
            }
            finally
            {
                foreach (NameLook look in looks)
                {
                    if (look.State == NamespaceEntryState.Live)
                        mounts.Add(look.MountId);
                    look.Handle?.Dispose();
                }

                looks.Clear();
            }
        }

        Refine(entries, mounts);
        return entries;
    }

    private void AddEntries(List<NamespaceEntry> entries, List<NameLook> looks, NetlinkConnection? netlink, bool marks)
    {
        SafeHandle[] live = netlink is null ? [] : [.. looks.Where(static look => look.Handle is not null).Select(static look => look.Handle!)];
        IReadOnlyList<NetnsIdResult> ids = live.Length == 0 ? [] : netlink!.NetnsIds.GetMany(live);
        int asked = 0;
        foreach (NameLook look in looks)
        {
            entries.Add(new NamespaceEntry
            {
                Name = look.Name,
                State = look.State,
                Id = look.Id,
                NetnsId = look.Handle is not null && ids.Count > 0 ? ids[asked++].Id : null,
                AdministrativeState = marks && look.Id is { } id ? _marks.Read(id) : AdministrativeState.Up,
            });
        }
    }

    /// <summary>What the files alone do not tell. Where each has the one mount that leads to it, and nothing waits for one, that is nothing, and mountinfo need not be read.</summary>
    private void Refine(List<NamespaceEntry> entries, List<ulong> mountIds)
    {
        if (!entries.Exists(static entry => entry.State == NamespaceEntryState.Placeholder) && MountsBelow.Are(RunDirectory, CollectionsMarshal.AsSpan(mountIds)))
            return;
        var mounts = RegistryMounts.Read(RunDirectory);
        for (int i = 0; i < entries.Count; i++)
        {
            NamespaceEntryState state = mounts.Refine(entries[i].Name, entries[i].State);
            if (state != entries[i].State)
                entries[i] = entries[i] with { State = state };
        }
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
