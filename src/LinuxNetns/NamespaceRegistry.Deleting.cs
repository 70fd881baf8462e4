using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>Delete, DeleteAll, Rename, Replace.</content>
public sealed partial class NamespaceRegistry
{
    /// <inheritdoc/>
    public NamespaceDeletion Delete(string name, NamespaceDeleteOptions? options = null) => Delete(name, options, CancellationToken.None);

    /// <inheritdoc/>
    public Task<NamespaceDeletion> DeleteAsync(string name, NamespaceDeleteOptions? options = null, CancellationToken cancellationToken = default) =>
        options is { WaitUntilDestroyed: true }
            ? Task.Factory.StartNew(() => Delete(name, options, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.FromResult(Delete(name, options, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<NamespaceResult> DeleteAll(NamespaceDeleteOptions? options = null)
    {
        var results = new List<NamespaceResult>();
        foreach (string name in DirectoryNames.Read(RunDirectory))
        {
            try
            {
                Delete(name, options);
                results.Add(new NamespaceResult(name, Error: null));
            }
            catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotFound)
            {
                // Somebody else deleted it: it is gone, which was the wish.
                results.Add(new NamespaceResult(name, Error: null));
            }
            catch (Exception e) when (e is NetworkNamespaceException or NetlinkException)
            {
                results.Add(new NamespaceResult(name, e));
            }
        }

        return results;
    }

    /// <inheritdoc/>
    public void Rename(string name, string newName)
    {
        NamespaceName.Check(newName);
        using NetworkNamespace ns = Open(name);
        using var directory = _directory.Lock();
        string newPath = CreatePlaceholder(newName);
        Errno errno = _kernel.BindNamespace(ns.Handle, newPath);
        if (errno != Errno.None)
        {
            Undo(newPath);
            throw Interop.Error(errno, "mount --bind", newPath);
        }

        errno = RemoveName(_directory.PathOf(name));
        if (errno != Errno.None)
        {
            Undo(newPath);
            throw Interop.Error(errno, "unlink", _directory.PathOf(name));
        }

        _logger.Renamed(name, newName);
    }

    /// <inheritdoc/>
    public void Replace(string name, System.Runtime.InteropServices.SafeHandle replacement)
    {
        using NetworkNamespace next = NetworkNamespace.FromHandle(replacement);
        using NetworkNamespace previous = Open(name);
        using var directory = _directory.Lock();
        string path = _directory.PathOf(name);
        while (_kernel.Unmount(path) == Errno.None)
        {
            // Every mount of a name that is mounted more than once.
        }

        Errno errno = _kernel.BindNamespace(next.Handle, path);
        if (errno == Errno.None)
            return;
        _ = _kernel.BindNamespace(previous.Handle, path);
        throw Interop.Error(errno, "mount --bind", path);
    }

    /// <summary>Deletes a name unless it stands for another namespace by now.</summary>
    internal void DeleteIfStill(string name, NamespaceId id)
    {
        try
        {
            using NetworkNamespace now = Open(name);
            if (now.Id != id)
                return;
        }
        catch (NetworkNamespaceException e) when (e.Reason is NamespaceError.NotFound or NamespaceError.NotANetworkNamespace)
        {
            return;
        }

        Delete(name);
    }

    private NamespaceDeletion Delete(string name, NamespaceDeleteOptions? options, CancellationToken cancellationToken)
    {
        NamespaceName.Check(name);
        options ??= new NamespaceDeleteOptions();
        string path = _directory.PathOf(name);
        NetworkNamespace? ns = TryOpen(name);
        IReadOnlyList<string> evacuated = [];
        DestructionWait? wait = null;
        NamespaceDeletion deletion;
        try
        {
            if (ns is not null)
            {
                if (options.RefuseWhileInUse)
                    RefuseIfInUse(name, ns);
                if (options.WaitUntilDestroyed)
                    wait = new DestructionWait(ns);
                if (options.EvacuatePhysicalLinks)
                    evacuated = PhysicalLinks.Evacuate(ns);
                foreach (string link in evacuated)
                    _logger.Evacuated(link, name);
            }

            Errno errno = RemoveName(path);
            if (errno != Errno.None)
                throw Interop.Error(errno, "unlink", path);
            if (ns is not null && _marks.Any && Identify(ns).Count == 0)
                _marks.Forget(ns.Id);
            _logger.Deleted(name, ns?.Id);
            deletion = new NamespaceDeletion { Name = name, Id = ns?.Id, EvacuatedLinks = evacuated };
            if (ns is not null && options.Explain)
                deletion = deletion with { Holders = _scanner.FindHolders(ns).Holders };
        }
        catch
        {
            wait?.Dispose();
            throw;
        }
        finally
        {
            ns?.Dispose();
        }

        if (wait is null)
            return deletion;
        using (wait)
        {
            if (!wait.Wait(options.Timeout, cancellationToken))
                throw StillHeld(deletion, options.Timeout);
        }

        return deletion with { Destroyed = true };
    }

    /// <summary>Takes every mount off the file and then the file; whether it was mounted at all does not matter (iproute2's <c>on_netns_del</c>).</summary>
    private Errno RemoveName(string path)
    {
        while (_kernel.Unmount(path) == Errno.None)
        {
            // A name that was mounted more than once.
        }

        return _kernel.Unlink(path);
    }

    private NetworkNamespace? TryOpen(string name)
    {
        try
        {
            return Open(name);
        }
        catch (NetworkNamespaceException e) when (e.Reason is not NamespaceError.LimitReached)
        {
            // Not a namespace: it is deleted all the same. Not there: the unlink says so.
            return null;
        }
    }

    private void RefuseIfInUse(string name, NetworkNamespace ns)
    {
        var holders = new List<NamespaceHolder>();
        foreach (NamespaceHolder holder in _scanner.FindHolders(ns).Holders)
        {
            // The name's own mount is what is being deleted; copies of it in other mount namespaces go with it or are not users.
            if (holder.Kind != NamespaceHolderKind.Mount || !holder.MountPoint!.StartsWith(RunDirectory + "/", StringComparison.Ordinal))
                holders.Add(holder);
        }

        if (holders.Count > 0)
        {
            string list = string.Join(", ", holders);
            throw new NamespaceInUseException(NamespaceError.InUse, name, holders, $"delete \"{name}\" refused: in use by {list}");
        }
    }

    private NamespaceInUseException StillHeld(NamespaceDeletion deletion, TimeSpan timeout)
    {
        // Nobody has announced its end, so the inode is still its own.
        IReadOnlyList<NamespaceHolder> holders = _scanner.FindHolders(deletion.Id!.Value).Holders;
        string list = holders.Count == 0 ? "nobody that this process can see" : string.Join(", ", holders);
        _logger.StillHeld(deletion.Name, deletion.Id, timeout, list);
        return new NamespaceInUseException(
            NamespaceError.TimedOut,
            deletion.Name,
            holders,
            $"delete \"{deletion.Name}\": the name is gone, but after {timeout.TotalSeconds:0.###} s the namespace {deletion.Id} is still held by {list}");
    }
}
