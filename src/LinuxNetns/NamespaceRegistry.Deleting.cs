using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Extensions.Logging;

namespace LinuxNetns;

/// <content>Delete, DeleteAll, Rename, Replace.</content>
public sealed partial class NamespaceRegistry
{
    /// <inheritdoc/>
    public NamespaceDeletion Delete(string name, NamespaceDeleteOptions? options = null) => Delete(name, options, identify: true, CancellationToken.None);

    /// <inheritdoc/>
    public Task<NamespaceDeletion> DeleteAsync(string name, NamespaceDeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<NamespaceDeletion>(cancellationToken);
        if (options is { WaitUntilDestroyed: true })
            return Task.Factory.StartNew(() => Delete(name, options, identify: true, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return Task.FromResult(Delete(name, options, identify: true, cancellationToken));
        }
        catch (IOException e)
        {
            return Task.FromException<NamespaceDeletion>(e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamespaceResult> DeleteAll(NamespaceDeleteOptions? options = null)
    {
        var results = new List<NamespaceResult>();
        bool identify = WantsIdentity(options);
        foreach ((string name, bool isUtf8, _) in DirectoryNames.ReadAll(RunDirectory))
        {
            if (!isUtf8)
            {
                string remedy = $"the name is not UTF-8; ip netns delete $'{name}' deletes it";
                results.Add(new NamespaceResult(name, Interop.Error(NamespaceError.NotSupported, Errno.EILSEQ, "delete", _directory.PathOf(name), remedy)));
                continue;
            }

            try
            {
                Delete(name, options, identify, CancellationToken.None);
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
        NamespaceName.Check(name);
        NamespaceName.Check(newName);
        using var directory = _directory.Lock();
        using NetworkNamespace ns = Open(name);
        string path = _directory.PathOf(name);
        string newPath = CreatePlaceholder(newName);
        Bind(ns.Handle, newPath);
        Errno errno = RemoveName(path);
        if (errno != Errno.None)
        {
            // Unmounted, but the file cannot be removed: the namespace goes back onto it.
            if (StateOf(name) == NamespaceEntryState.Placeholder)
                _ = _kernel.BindNamespace(ns.Handle, path);
            _ = RemoveName(newPath);
            throw Interop.Error(errno, "unlink", path);
        }

        _logger.Renamed(name, newName);
    }

    /// <inheritdoc/>
    public void Replace(string name, SafeHandle replacement)
    {
        NamespaceName.Check(name);
        using NetworkNamespace next = NetworkNamespace.FromHandle(replacement);
        using var directory = _directory.Lock();
        using NetworkNamespace previous = Open(name);
        string path = _directory.PathOf(name);
        // mount(2) follows a link, to somebody else's file.
        if (NamespaceFile.IsLink(path))
            throw Interop.Error(NamespaceError.NotANetworkNamespace, Errno.ELOOP, "mount --bind", path, "the name is a symbolic link; delete it and attach the namespace");
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

    /// <summary>Deletes the name of a handle that made it, unless it stands for another namespace by now. Needs no descriptor: there may be none left.</summary>
    internal void DeleteIfStill(string name, NamespaceId id)
    {
        string path = _directory.PathOf(name);
        // The handle is open, so the inode is nobody else's.
        if (!NamespaceFile.Is(path, id))
            return;
        Measurement measured = Telemetry.Delete.Start(name);
        try
        {
            measured.Tell(id);
            Errno errno = RemoveName(path);
            if (errno is not (Errno.None or Errno.ENOENT))
                throw Interop.Error(errno, "unlink", path);
            ForgetMark(id);
            _logger.Deleted(name, id);
        }
        catch (Exception e) when (measured.Fail(e))
        {
            throw;
        }
        finally
        {
            measured.Dispose();
        }
    }

    /// <summary>Whether anybody wants to know which namespaces the names stood for: opening each costs more than taking its name away.</summary>
    private bool WantsIdentity(NamespaceDeleteOptions? options) =>
        options is { RefuseWhileInUse: true } or { WaitUntilDestroyed: true } or { EvacuatePhysicalLinks: true } or { Explain: true }
        || _marks.Any || _logger.IsEnabled(LogLevel.Debug) || Telemetry.IsTraced;

    private NamespaceDeletion Delete(string name, NamespaceDeleteOptions? options, bool identify, CancellationToken cancellationToken)
    {
        NamespaceName.Check(name);
        options ??= new NamespaceDeleteOptions();
        if (options.Timeout < TimeSpan.Zero && options.Timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(options), options.Timeout, "Timeout is zero or more, or infinite.");
        Measurement measured = Telemetry.Delete.Start(name);
        try
        {
            NamespaceDeletion deletion = DeleteName(name, options, identify, cancellationToken);
            if (deletion.Id is NamespaceId id)
                measured.Tell(id);
            return deletion;
        }
        catch (Exception e) when (measured.Fail(e))
        {
            throw;
        }
        finally
        {
            measured.Dispose();
        }
    }

    private NamespaceDeletion DeleteName(string name, NamespaceDeleteOptions options, bool identify, CancellationToken cancellationToken)
    {
        string path = _directory.PathOf(name);
        NetworkNamespace? ns = identify ? TryOpen(name) : null;
        List<string> evacuated = [];
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
                    PhysicalLinks.Evacuate(ns, Evacuated);
            }

            Errno errno = RemoveName(path);
            if (errno != Errno.None)
                throw Interop.Error(errno, "unlink", path);
            if (ns is not null)
                ForgetMark(ns.Id);
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

        void Evacuated(string link)
        {
            evacuated.Add(link);
            _logger.Evacuated(link, name);
        }
    }

    /// <summary>Of a namespace without a name: nobody can take the mark off any more.</summary>
    private void ForgetMark(NamespaceId id)
    {
        if (_marks.Any && _index.Find(id).Count == 0)
            _marks.Forget(id);
    }

    /// <summary>Takes every mount off the file and then the file; whether it was mounted at all does not matter (iproute2's <c>on_netns_del</c>). One that was mounted more than once is
    /// still busy when it was unmounted once.</summary>
    private Errno RemoveName(string path)
    {
        while (true)
        {
            Errno unmounted = _kernel.Unmount(path);
            Errno errno = _kernel.Unlink(path);
            if (errno != Errno.EBUSY || unmounted != Errno.None)
                return errno;
        }
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
        // As mountinfo shows it: without symbolic links.
        string mountPoint = Path.Join(MountPath.Resolve(RunDirectory), name);
        foreach (NamespaceHolder holder in _scanner.FindHolders(ns).Holders)
        {
            // The name's own mount is what is being deleted; copies of it in other mount namespaces go with it or are not users.
            if (holder.Kind != NamespaceHolderKind.Mount || holder.MountPoint != mountPoint)
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
