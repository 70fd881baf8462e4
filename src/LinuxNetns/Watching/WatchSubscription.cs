using System.Threading.Channels;

namespace LinuxNetns;

/// <summary>One enumeration: the events that wait for its reader.</summary>
internal sealed class WatchSubscription(string directory, WatchLoop loop)
{
    // Unbounded: a slow reader must hold up neither the thread nor the other readers. Nor does its code run on the watching thread, unless it has that for itself.
    private readonly Channel<NamespaceEvent> _channel =
        Channel.CreateUnbounded<NamespaceEvent>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = loop.RunsReaders });

    internal string Directory { get; } = directory;

    internal WatchLoop Loop { get; } = loop;

    internal ChannelReader<NamespaceEvent> Events => _channel.Reader;

    /// <summary>The look at which it began; only namespaces that had a name since are its business.</summary>
    internal long JoinedAt { get; set; }

    internal void Write(NamespaceEvent e)
    {
        _channel.Writer.TryWrite(e);
        Loop.Recover();
    }

    internal void Complete(Exception? error) => _channel.Writer.TryComplete(error);
}
