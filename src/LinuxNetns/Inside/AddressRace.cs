using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace LinuxNetns;

/// <summary>Connects to the first of several addresses that answers (RFC 8305): both families by turns, the next one after a moment or when one has failed.</summary>
internal static class AddressRace
{
    /// <summary>RFC 8305, 5: the recommended Connection Attempt Delay.</summary>
    internal static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    /// <param name="addresses">At least one.</param>
    /// <param name="attempt">Connects to one of them. What loses is cancelled, or disposed of where it comes too late.</param>
    /// <param name="delay">How long to wait for one before the next is tried as well.</param>
    /// <param name="cancellationToken">Ends all attempts.</param>
    /// <returns>The winner. If there is none, the first one's failure is thrown.</returns>
    internal static async Task<T> RunAsync<T>(IReadOnlyList<IPAddress> addresses, Func<IPAddress, CancellationToken, Task<T>> attempt, TimeSpan delay, CancellationToken cancellationToken)
        where T : IDisposable
    {
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<T>>();
        var waiting = new Queue<IPAddress>(Interleave(addresses));
        ExceptionDispatchInfo? failure = null;
        try
        {
            while (running.Count > 0 || waiting.Count > 0)
            {
                if (waiting.TryDequeue(out IPAddress? next))
                    running.Add(attempt(next, losers.Token));
                Task<T>? ended = await FirstAsync(running, waiting.Count > 0 ? delay : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
                if (ended is null)
                    continue;
                running.Remove(ended);
                if (ended.IsCompletedSuccessfully)
                    return await ended.ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                failure ??= ExceptionDispatchInfo.Capture(ended.Exception?.InnerException ?? new SocketException((int)SocketError.OperationAborted));
            }
        }
        finally
        {
            await losers.CancelAsync().ConfigureAwait(false);
            foreach (Task<T> loser in running)
                _ = DisposeLateAsync(loser);
        }

        failure!.Throw();
        return default;
    }

    /// <summary>The families by turns, each in its order, the first one's first.</summary>
    internal static IEnumerable<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        var first = new Queue<IPAddress>(addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily));
        var second = new Queue<IPAddress>(addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily));
        while (first.Count > 0 || second.Count > 0)
        {
            if (first.TryDequeue(out IPAddress? one))
                yield return one;
            if (second.TryDequeue(out IPAddress? other))
                yield return other;
        }
    }

    /// <summary>One that has ended; null if the delay ran out before.</summary>
    private static async Task<Task<T>?> FirstAsync<T>(List<Task<T>> running, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.WhenAny(running).WaitAsync(delay, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task DisposeLateAsync<T>(Task<T> loser)
        where T : IDisposable
    {
        try
        {
            (await loser.ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It lost; why does not matter any more.
        }
    }
}
