using System.Diagnostics.Tracing;

namespace LinuxNetns;

/// <summary>Brings home every pool thread before its first work item, wherever it was born.</summary>
/// <remarks>
/// The pool starts a thread on whichever one queues work when all others are busy, so one that is inside a namespace gives birth inside. The runtime's event of taking a work item from the queue
/// (FrameworkEventSource, ThreadPoolDequeueWorkObject) is delivered on the pool thread itself, before the item runs: the one place where it can be stopped in time.
/// </remarks>
internal sealed class PoolThreadGuard : EventListener
{
    private const string Source = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const int DequeueWorkObject = 31;
    private const EventKeywords ThreadPoolKeyword = (EventKeywords)2;

    [ThreadStatic]
    private static bool t_isHome;

    /// <summary>Whether the runtime has the event.</summary>
    internal bool IsActive { get; private set; }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Verbose, ThreadPoolKeyword);
            IsActive = true;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (t_isHome || eventData.EventId != DequeueWorkObject || !Thread.CurrentThread.IsThreadPoolThread || AmbientFlow.Current is not null)
            return;
        if (!NamespaceThread.BringHome())
            Environment.FailFast("A thread of the pool was born in a network namespace and cannot be brought home. What it runs next would use the wrong network.");
        t_isHome = ThreadRecord.Current.IsGuarded = true;
    }
}
