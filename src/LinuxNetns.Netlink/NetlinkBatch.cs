using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// Many requests that travel together, up to 128 in one send(2), in order; each has a result of its own, and one that is refused does not hinder the
/// others: the kernel knows no transactions. For thousands of routes or addresses. One thread at a time.
/// </summary>
/// <example>
/// <code>
/// NetlinkBatch batch = connection.CreateBatch();
/// foreach (Route route in routes)
///     batch.Add(route);
/// foreach (NetlinkResult failed in batch.Execute().Where(result => !result.IsSuccess))
///     Console.Error.WriteLine(failed.Exception!.Message);
/// </code>
/// </example>
public sealed class NetlinkBatch
{
    // 128 refusals stay below the default receive buffer (net.core.rmem_default), however the kernel accounts for them.
    private const int ChunkSize = 128;

    // Half of what one send(2) takes by default (net.core.wmem_default).
    private const int ChunkBytes = 96 * 1024;

    // So much is written before anything is sent: what is wrong with an item is said first. Longer batches are checked without it, and written when it is their turn.
    private const int RunBytes = 1024 * 1024;
    private const int UsualRequest = 64;

    private readonly NetlinkRequests _requests;
    private readonly LinkResolver _links;

    // Apart, as one list of thousands would be copied each time it is full, at last among the large objects.
    private readonly List<List<(NetlinkObject Item, Verb Verb)>> _items = [];
    private bool _restIsChecked;

    internal NetlinkBatch(NetlinkRequests requests)
    {
        _requests = requests;
        _links = requests.Links.Fresh();
    }

    /// <summary>How many requests are waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Adds "add this" to the batch.</summary>
    /// <returns>The batch.</returns>
    public NetlinkBatch Add(NetlinkObject item) => Put(item, Verb.Add);

    /// <summary>Adds "add this, or put it in the place of what is there" to the batch. Not for links.</summary>
    /// <returns>The batch.</returns>
    public NetlinkBatch Replace(NetlinkObject item) => Put(item, Verb.Replace);

    /// <summary>Adds "delete this" to the batch.</summary>
    /// <returns>The batch.</returns>
    public NetlinkBatch Delete(NetlinkObject item) => Put(item, Verb.Delete);

    /// <summary>Sends everything and empties the batch. A later request may name a link that an earlier one makes.</summary>
    /// <returns>A result for each request, in order.</returns>
    /// <exception cref="ArgumentException">An item is not whole, or contradicts itself. Nothing was sent.</exception>
    /// <exception cref="NotSupportedException">An item cannot be what the batch was told to do with it. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">The exchange itself failed.</exception>
    public IReadOnlyList<NetlinkResult> Execute()
    {
        var results = new NetlinkResult[Count];
        var starts = new List<int>(Count);
        var acks = new ExtendedAck[ChunkSize];
        var request = new NetlinkWriter(default);
        request.EnsureRoom((int)Math.Clamp((long)Count * UsualRequest, UsualRequest, RunBytes));
        _restIsChecked = false;
        int next = 0;
        _links.Asking = () => CheckRest(next);
        try
        {
            int first = 0;
            int lastLink = -1;
            for (int i = 0; i < results.Length; i++)
            {
                next = i;
                if (request.Position > RunBytes)
                {
                    Flush(ref request, starts, acks, results.AsSpan(first, i - first), ref first);
                }

                starts.Add(request.Position);
                NetlinkException? failure = TryWrite(ref request, ItemAt(i), out bool asked);
                if (i > first && (failure is not null || (asked && lastLink >= first)))
                {
                    // What it names may be what those before it make, or make anew.
                    request.Rewind(starts[^1], i - first);
                    Flush(ref request, starts, acks, results.AsSpan(first, i - first), ref first);
                    starts.Add(0);
                    failure = TryWrite(ref request, ItemAt(i), out _);
                }

                if (failure is not null)
                {
                    results[i] = new NetlinkResult(failure);
                    first = i + 1;
                    starts.Clear();
                }
                else if (ItemAt(i).Item is Link)
                {
                    lastLink = i;
                }
            }

            Flush(ref request, starts, acks, results.AsSpan(first), ref first);
        }
        finally
        {
            request.Dispose();
            _items.Clear();
            Count = 0;
        }

        return results;
    }

    /// <summary>As <see cref="Execute"/>, on a thread of the pool.</summary>
    /// <param name="cancellationToken">Cancels the wait for the connection; a batch that has begun runs to its end.</param>
    /// <returns>A result for each request, in order.</returns>
    /// <exception cref="ArgumentException">As with <see cref="Execute"/>.</exception>
    /// <exception cref="NotSupportedException">As with <see cref="Execute"/>.</exception>
    /// <exception cref="NetlinkException">The exchange itself failed.</exception>
    public Task<IReadOnlyList<NetlinkResult>> ExecuteAsync(CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(Execute, cancellationToken);

    private NetlinkBatch Put(NetlinkObject item, Verb verb)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (Count++ % ChunkSize == 0)
        {
            _items.Add([]);
        }

        _items[^1].Add((item, verb));
        return this;
    }

    private (NetlinkObject Item, Verb Verb) ItemAt(int index) => _items[index / ChunkSize][index % ChunkSize];

    private NetlinkException? TryWrite(ref NetlinkWriter request, (NetlinkObject Object, Verb Verb) item, out bool asked)
    {
        int position = request.Position;
        int count = request.Count;
        _links.HasAsked = false;
        try
        {
            item.Object.Write(ref request, item.Verb, _links);
            return null;
        }
        catch (NetlinkException failure)
        {
            request.Rewind(position, count);
            return failure;
        }
        finally
        {
            asked = _links.HasAsked;
        }
    }

    /// <summary>What is wrong with a later item is said before the first part is sent, or anything asked, or nobody would know what became of that.</summary>
    private void CheckRest(int from)
    {
        if (_restIsChecked)
        {
            return;
        }

        _restIsChecked = true;
        var request = new NetlinkWriter(stackalloc byte[512]);
        try
        {
            for (int i = from; i < Count; i++)
            {
                (NetlinkObject item, Verb verb) = ItemAt(i);
                item.Write(ref request, verb, LinkResolver.Blind);
                request.Clear();
            }
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>Sends what is written, a piece after the other.</summary>
    private void Flush(ref NetlinkWriter request, List<int> starts, ExtendedAck[] acks, Span<NetlinkResult> results, ref int first)
    {
        if (results.IsEmpty)
        {
            return;
        }

        CheckRest(first + results.Length);
        Span<int> begins = CollectionsMarshal.AsSpan(starts)[..results.Length];
        for (int from = 0, to; from < results.Length; from = to)
        {
            to = from + 1;
            while (to < results.Length && to - from < ChunkSize && begins[to] - begins[from] <= ChunkBytes)
            {
                to++;
            }

            Span<byte> piece = request.Written[begins[from]..(to < results.Length ? begins[to] : request.Position)];
            Array.Clear(acks);
            var handler = new AcksHandler(acks);
            AskForOneAnswer(request.Written, begins[from..to]);
            _requests.Exchange.TransactInOrder(piece, to - from, ref handler);
            for (int i = from; i < to; i++)
            {
                ExtendedAck ack = acks[i - from];
                if (ack.Errno != Errno.None)
                {
                    (NetlinkObject item, Verb verb) = ItemAt(first + i);
                    results[i] = new NetlinkResult(ack.ToException($"{verb.Word()} {item.Describe()}", request, begins[i]));
                }
            }
        }

        first += results.Length;
        request.Clear();
        starts.Clear();
    }

    private static void AskForOneAnswer(Span<byte> requests, ReadOnlySpan<int> starts)
    {
        foreach (int start in starts[..^1])
        {
            MemoryMarshal.AsRef<NetlinkHeader>(requests[start..]).Flags &= ~HeaderFlags.Ack;
        }
    }
}
