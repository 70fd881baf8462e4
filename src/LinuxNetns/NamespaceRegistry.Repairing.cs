using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>Examine and Repair.</content>
public sealed partial class NamespaceRegistry
{
    /// <inheritdoc/>
    public IReadOnlyList<NamespaceFinding> Examine()
    {
        var findings = new List<NamespaceFinding>();
        RegistryMounts mounts = RegistryMounts.Read(RunDirectory);
        List<DirectoryName> names = DirectoryNames.ReadAll(RunDirectory);
        foreach (DirectoryName name in names)
        {
            if (NameLook.At(name, _directory.PathOf(name.Text), inside: false) is not { } look)
                continue;
            look.Handle?.Dispose();
            var entry = new NamespaceEntry { Name = look.Name, State = mounts.Refine(look.Name, look.State), Id = look.Id };
            if (Diagnosis.Of(entry, RunDirectory) is { } finding)
                findings.Add(finding);
        }

        // Mounted below what covers the directory, where not even a file shows it.
        foreach (string hidden in mounts.Hidden.Except(names.Select(static name => name.Text), StringComparer.Ordinal))
            findings.Add(Diagnosis.OfHidden(hidden, RunDirectory));
        return findings;
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamespaceFinding> Repair()
    {
        var findings = new List<NamespaceFinding>();
        foreach (NamespaceFinding finding in Examine())
            findings.Add(finding.IsSafeToRepair ? Mend(finding) : finding);
        return findings;
    }

    private NamespaceFinding Mend(NamespaceFinding finding)
    {
        try
        {
            // An add that is under way looks like a leftover until its mount comes; it holds no lock then (iproute2 neither), so it is given time.
            if (finding.State is NamespaceEntryState.Placeholder or NamespaceEntryState.Dangling)
            {
                NamespaceEntryState? now = finding.State == NamespaceEntryState.Placeholder ? WaitForAdd(finding.Name) : StateOf(finding.Name);
                if (now == NamespaceEntryState.Live)
                    return finding with { Repaired = true, Explanation = "It was an add under way; the namespace is there now." };
                if (now is not null && now != finding.State)
                    return finding; // somebody else's by now: the next look says what
            }

            if (finding.State == NamespaceEntryState.DoubleMounted)
                MountOnce(finding.Name);
            else
                Remove(finding.Name);
            _logger.Repaired(finding.Name, finding.Explanation);
            return finding with { Repaired = true };
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotFound)
        {
            return finding with { Repaired = true };
        }
        catch (NetworkNamespaceException e)
        {
            return finding with { Error = e };
        }
    }

    private void Remove(string name)
    {
        // unlink alone: a namespace that was mounted in the meantime makes it fail with EBUSY, or at worst loses a name nobody saw.
        Errno errno = _kernel.Unlink(_directory.PathOf(name));
        if (errno != Errno.None)
            throw Interop.Error(errno, "unlink", _directory.PathOf(name));
    }

    private void MountOnce(string name)
    {
        string path = _directory.PathOf(name);
        for (int extra = RegistryMounts.Read(RunDirectory).Count(name) - 1; extra > 0; extra--)
        {
            Errno errno = _kernel.Unmount(path);
            if (errno != Errno.None)
                throw Interop.Error(errno, "umount", path);
        }
    }
}
