using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LinuxNetns;

/// <summary>A kind of work that is told of as an activity and as a duration. Where nobody listens it is two looks at a list that is empty.</summary>
internal sealed class MeasuredOperation
{
    private readonly ActivitySource _source;
    private readonly string _activity;

    internal MeasuredOperation(ActivitySource source, Meter meter, string verb, string description)
    {
        _source = source;
        _activity = $"netns {verb}";
        string name = $"linuxnetns.{verb}.duration";
#if NET10_0_OR_GREATER
        // From a tenth of a millisecond to a minute: those that collectors take by themselves are meant for milliseconds.
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60] };
        Duration = meter.CreateHistogram(name, "s", description, tags: null, advice);
#else
        Duration = meter.CreateHistogram<double>(name, "s", description);
#endif
    }

    internal Histogram<double> Duration { get; }

    /// <summary>To be disposed of when it is done.</summary>
    /// <param name="namespaceName">The namespace's name; null for one without. On the activity alone: there may be any number of names.</param>
    internal Measurement Start(string? namespaceName)
    {
        Activity? activity = _source.StartActivity(_activity);
        if (activity is { IsAllDataRequested: true } && namespaceName is not null)
            activity.SetTag("linuxnetns.name", namespaceName);
        return new Measurement(this, activity);
    }
}
