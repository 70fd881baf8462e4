using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Tests.Inside;

public sealed class AddressRaceTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);

    private readonly List<Entrant> _made = [];

    [Fact]
    public void Families_take_turns()
    {
        Assert.Equal(["::1", "10.0.0.1", "::2", "10.0.0.2", "::3"], AddressRace.Interleave(Parse("::1 ::2 ::3 10.0.0.1 10.0.0.2")).Select(a => a.ToString()));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], AddressRace.Interleave(Parse("10.0.0.1 10.0.0.2")).Select(a => a.ToString()));
    }

    [Fact]
    public async Task A_failure_brings_the_next_at_once_and_the_first_failure_is_told()
    {
        Entrant winner = await Run("::1 10.0.0.1", (a, _) => a.AddressFamily == AddressFamily.InterNetwork ? Make() : throw new SocketException((int)SocketError.NetworkUnreachable));
        Assert.False(winner.IsDisposed);

        SocketException e = await Assert.ThrowsAsync<SocketException>(() => Run("::1 10.0.0.1", async (a, _) =>
        {
            await Task.Yield();
            throw new SocketException((int)(a.AddressFamily == AddressFamily.InterNetwork ? SocketError.ConnectionRefused : SocketError.NetworkUnreachable));
        }));
        Assert.Equal(SocketError.NetworkUnreachable, e.SocketErrorCode);
    }

    [Fact]
    public async Task Silence_brings_the_next_after_a_moment_and_the_loser_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        Entrant winner = await AddressRace.RunAsync(Parse("::1 10.0.0.1"), async (a, token) =>
        {
            if (a.AddressFamily == AddressFamily.InterNetwork)
                return await Make();
            token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return await Make();
        }, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

        Assert.Same(_made.Single(), winner);
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Who_comes_too_late_is_disposed_of()
    {
        var late = new TaskCompletionSource<Entrant>();
        Entrant winner = await AddressRace.RunAsync(
            Parse("::1 10.0.0.1"), (a, _) => a.AddressFamily == AddressFamily.InterNetwork ? Make() : late.Task, TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        var loser = new Entrant();
        late.SetResult(loser);

        await loser.Disposed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(winner.IsDisposed);
    }

    [Fact]
    public async Task Cancellation_ends_all()
    {
        using var cancellation = new CancellationTokenSource(30);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AddressRace.RunAsync(Parse("::1 10.0.0.1"), async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return await Make();
        }, TimeSpan.FromMilliseconds(1), cancellation.Token));
        Assert.Empty(_made);
    }

    private static Task<Entrant> Run(string addresses, Func<IPAddress, CancellationToken, Task<Entrant>> attempt) => AddressRace.RunAsync(Parse(addresses), async (a, t) => await attempt(a, t), s_long, TestContext.Current.CancellationToken);

    private Task<Entrant> Make()
    {
        var entrant = new Entrant();
        _made.Add(entrant);
        return Task.FromResult(entrant);
    }

    private static IPAddress[] Parse(string text) => [.. text.Split(' ').Select(IPAddress.Parse)];

    private sealed class Entrant : IDisposable
    {
        internal TaskCompletionSource Disposed { get; } = new();

        internal bool IsDisposed => Disposed.Task.IsCompleted;

        public void Dispose() => Disposed.TrySetResult();
    }
}
