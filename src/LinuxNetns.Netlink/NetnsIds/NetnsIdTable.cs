using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// The ids by which the connection's network namespace knows others (RTM_GETNSID, RTM_NEWNSID). An id is a view: the same namespace may have
/// another id, or none, seen from elsewhere; null stands for none. Usable from any thread, by many at once.
/// </summary>
public sealed class NetnsIdTable
{
    // 64 answers stay far below the default receive buffer (net.core.rmem_default) however the kernel accounts for them.
    private const int BatchSize = 64;

    private readonly NetlinkExchange _exchange;

    internal NetnsIdTable(NetlinkExchange exchange)
    {
        _exchange = exchange;
    }

    /// <summary>The id of a network namespace, or null when it has none. Needs no privilege.</summary>
    /// <param name="netns">A descriptor of the namespace.</param>
    /// <exception cref="NetlinkException">The descriptor is no network namespace (EINVAL).</exception>
    public int? Get(SafeHandle netns)
    {
        ArgumentNullException.ThrowIfNull(netns);
        using var hold = new HandleHold(netns);
        return GetOne(NetnsIdAttribute.Descriptor, hold.Descriptor, null, "get the netns id of a namespace");
    }

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Get"/>.</exception>
    public Task<int?> GetAsync(SafeHandle netns, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Get(netns), cancellationToken);

    /// <summary>The id of the network namespace of a process, or null when it has none. Needs no privilege.</summary>
    /// <param name="processId">The process, as the caller's pid namespace counts it.</param>
    /// <exception cref="NetlinkException">There is no such process (ESRCH).</exception>
    public int? GetForProcess(int processId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        return GetOne(NetnsIdAttribute.ProcessId, processId, null, $"get the netns id of process {processId}");
    }

    /// <summary>As <see cref="GetForProcess"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetForProcess"/>.</exception>
    public Task<int?> GetForProcessAsync(int processId, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => GetForProcess(processId), cancellationToken);

    /// <summary>The ids of many network namespaces, asked for together. One that fails does not hinder the others.</summary>
    /// <param name="netns">Descriptors of the namespaces.</param>
    /// <returns>A result for each, in order.</returns>
    /// <exception cref="NetlinkException">The exchange itself failed.</exception>
    public IReadOnlyList<NetnsIdResult> GetMany(IReadOnlyList<SafeHandle> netns)
    {
        ArgumentNullException.ThrowIfNull(netns);
        var results = new NetnsIdResult[netns.Count];
        for (int offset = 0; offset < results.Length; offset += BatchSize)
        {
            Exchange(netns, offset, Math.Min(BatchSize, results.Length - offset), firstId: null, results);
        }

        return results;
    }

    /// <summary>As <see cref="GetMany"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetMany"/>.</exception>
    public Task<IReadOnlyList<NetnsIdResult>> GetManyAsync(IReadOnlyList<SafeHandle> netns, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => GetMany(netns), cancellationToken);

    /// <summary>The ids of the network namespaces of many processes, asked for together. One that fails does not hinder the others. Needs no privilege.</summary>
    /// <param name="processIds">The processes or threads, as the caller's pid namespace counts them.</param>
    /// <returns>A result for each, in order: ESRCH for one that does not exist.</returns>
    /// <exception cref="NetlinkException">The exchange itself failed.</exception>
    public IReadOnlyList<NetnsIdResult> GetManyForProcesses(IReadOnlyList<int> processIds)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        var results = new NetnsIdResult[processIds.Count];
        using var requests = new NetlinkWriter(stackalloc byte[BatchSize * 28]);
        for (int offset = 0; offset < results.Length; offset += BatchSize)
        {
            int count = Math.Min(BatchSize, results.Length - offset);
            requests.Clear();
            for (int i = offset; i < offset + count; i++)
            {
                requests.Begin(MessageType.GetNetnsId, HeaderFlags.None, default(RoutingFamily));
                requests.Attribute(NetnsIdAttribute.ProcessId, processIds[i]);
                requests.End();
            }

            var handler = new NetnsIdGetHandler(results, offset);
            _exchange.Transact(requests.Written, count, ref handler);
        }

        return results;
    }

    /// <summary>Gives a network namespace an id, for good: the kernel has no way to change or remove it. Needs CAP_NET_ADMIN.</summary>
    /// <param name="netns">A descriptor of the namespace.</param>
    /// <param name="id">The id, from 0, or null for the lowest that is free.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    /// <exception cref="NetlinkException">The namespace has an id already or the id is taken (EEXIST), no namespace (EINVAL), no privilege (EPERM).</exception>
    public void Set(SafeHandle netns, int? id)
    {
        ArgumentNullException.ThrowIfNull(netns);
        using var hold = new HandleHold(netns);
        SetOne(NetnsIdAttribute.Descriptor, hold.Descriptor, id, "of a namespace");
    }

    /// <summary>As <see cref="Set"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Set"/>.</exception>
    public Task SetAsync(SafeHandle netns, int? id, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Set(netns, id), cancellationToken);

    /// <summary>Gives many network namespaces ids that follow one another, for good. One that fails does not hinder the others. Needs CAP_NET_ADMIN.</summary>
    /// <param name="netns">Descriptors of the namespaces.</param>
    /// <param name="firstId">The first one's id, from 0; each of the others gets the next.</param>
    /// <returns>A result for each, in order; the errors are those of <see cref="Set"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    /// <exception cref="NetlinkException">The exchange itself failed.</exception>
    public IReadOnlyList<NetnsIdResult> SetMany(IReadOnlyList<SafeHandle> netns, int firstId)
    {
        ArgumentNullException.ThrowIfNull(netns);
        ArgumentOutOfRangeException.ThrowIfNegative(firstId);
        var results = new NetnsIdResult[netns.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = new NetnsIdResult(checked(firstId + i), Errno.None, null);
        }

        for (int offset = 0; offset < results.Length; offset += BatchSize)
        {
            Exchange(netns, offset, Math.Min(BatchSize, results.Length - offset), firstId + offset, results);
        }

        return results;
    }

    /// <summary>As <see cref="SetMany"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As with <see cref="SetMany"/>.</exception>
    /// <exception cref="NetlinkException">As with <see cref="SetMany"/>.</exception>
    public Task<IReadOnlyList<NetnsIdResult>> SetManyAsync(IReadOnlyList<SafeHandle> netns, int firstId, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => SetMany(netns, firstId), cancellationToken);

    /// <summary>Gives the network namespace of a process an id, for good. Needs CAP_NET_ADMIN.</summary>
    /// <param name="processId">The process, as the caller's pid namespace counts it.</param>
    /// <param name="id">The id, from 0, or null for the lowest that is free.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative, or the process id not positive.</exception>
    /// <exception cref="NetlinkException">The namespace has an id already or the id is taken (EEXIST), no process, no privilege (EPERM).</exception>
    public void SetForProcess(int processId, int? id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(processId);
        SetOne(NetnsIdAttribute.ProcessId, processId, id, $"of process {processId}");
    }

    /// <summary>As <see cref="SetForProcess"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetForProcess"/>.</exception>
    public Task SetForProcessAsync(int processId, int? id, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => SetForProcess(processId, id), cancellationToken);

    /// <summary>Lists the ids in use. Needs no privilege for the own namespace.</summary>
    /// <param name="targetId">Id of another network namespace to list the ids of, or null for the connection's own. Linux 5.0 and later.</param>
    /// <exception cref="NetlinkException">The target id is unknown (EINVAL), or CAP_NET_ADMIN over the target is missing (EACCES).</exception>
    public IReadOnlyList<NetnsIdEntry> List(int? targetId = null)
    {
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(MessageType.GetNetnsId, HeaderFlags.Dump, default(RoutingFamily));
        if (targetId is int target)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(targetId));
            request.Attribute(NetnsIdAttribute.TargetId, target);
        }

        request.End();
        var entries = new List<NetnsIdEntry>();
        foreach (NetlinkMessage message in _exchange.Dump(request.Written, targetId is null ? "list netns ids" : $"list the netns ids of netns {targetId}"))
        {
            if (message.Header.Type == MessageType.NewNetnsId)
            {
                entries.Add(new NetnsIdMessage(message).ToEntry());
            }
        }

        return entries;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<NetnsIdEntry>> ListAsync(int? targetId = null, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => List(targetId), cancellationToken);

    /// <summary>
    /// Looks an id up, as <c>ip netns list-id target-nsid TARGET nsid ID</c>: translates an id of the connection's namespace into the
    /// target's id for the same namespace. Linux 5.0 and later.
    /// </summary>
    /// <param name="nsid">An id in the connection's namespace.</param>
    /// <param name="targetId">Id of the namespace to translate for; null only proves that <paramref name="nsid"/> is in use, and returns it.</param>
    /// <returns>The target's id, or null when it has none for that namespace.</returns>
    /// <exception cref="NetlinkException">The id or the target is unknown (ENOENT, EINVAL), or CAP_NET_ADMIN over the target is missing (EACCES).</exception>
    public int? GetById(int nsid, int? targetId = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nsid);
        if (targetId is int target)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(targetId));
        }

        return GetOne(NetnsIdAttribute.Id, nsid, targetId, $"look up netns id {nsid}{(targetId is null ? "" : $" for netns {targetId}")}");
    }

    /// <summary>As <see cref="GetById"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetById"/>.</exception>
    public Task<int?> GetByIdAsync(int nsid, int? targetId = null, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => GetById(nsid, targetId), cancellationToken);

    private int? GetOne(int attribute, int value, int? targetId, string operation)
    {
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(MessageType.GetNetnsId, HeaderFlags.None, default(RoutingFamily));
        request.Attribute(attribute, value);
        if (targetId is int target)
        {
            request.Attribute(NetnsIdAttribute.TargetId, target);
        }

        request.End();
        var results = new NetnsIdResult[1];
        var handler = new NetnsIdGetHandler(results, 0);
        _exchange.Transact(request.Written, 1, ref handler);
        return results[0].IsSuccess ? results[0].Id : throw new NetlinkException(results[0].Errno, operation, results[0].KernelMessage);
    }

    /// <summary>Asks for the ids of a batch, or gives them.</summary>
    private void Exchange(IReadOnlyList<SafeHandle> netns, int offset, int count, int? firstId, NetnsIdResult[] results)
    {
        // Descriptors must stay open until the last answer is here.
        var held = new List<SafeHandle>(count);
        using var requests = new NetlinkWriter(stackalloc byte[BatchSize * 36]);
        try
        {
            for (int i = offset; i < offset + count; i++)
            {
                SafeHandle handle = netns[i];
                bool added = false;
                handle.DangerousAddRef(ref added);
                held.Add(handle);
                requests.Begin(
                    firstId is null ? MessageType.GetNetnsId : MessageType.NewNetnsId,
                    firstId is null || held.Count < count ? HeaderFlags.None : HeaderFlags.Ack,
                    default(RoutingFamily));
                requests.Attribute(NetnsIdAttribute.Descriptor, (int)handle.DangerousGetHandle());
                if (firstId is int first)
                {
                    requests.Attribute(NetnsIdAttribute.Id, first + i - offset);
                }

                requests.End();
            }

            var handler = new NetnsIdGetHandler(results, offset);
            if (firstId is null)
            {
                _exchange.Transact(requests.Written, count, ref handler);
            }
            else
            {
                _exchange.TransactInOrder(requests.Written, count, ref handler);
            }
        }
        finally
        {
            held.ForEach(static handle => handle.DangerousRelease());
        }
    }

    private void SetOne(int attribute, int value, int? id, string whose)
    {
        if (id is int number)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(id));
        }

        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(MessageType.NewNetnsId, HeaderFlags.Ack, default(RoutingFamily));
        request.Attribute(attribute, value);
        request.Attribute(NetnsIdAttribute.Id, id ?? NetnsIdAttribute.NotAssigned);
        request.End();

        var handler = default(AckHandler);
        _exchange.Transact(request.Written, 1, ref handler);
        if (handler.Ack.Errno != Errno.None)
        {
            throw handler.Ack.ToException($"set the netns id {whose}{(id is null ? "" : $" to {id}")}");
        }
    }
}
