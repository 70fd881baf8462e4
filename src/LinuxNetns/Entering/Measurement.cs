using System.Diagnostics;

namespace LinuxNetns;

/// <summary>One run of a <see cref="MeasuredOperation"/>. A mutable value: keep it in a local variable.</summary>
internal struct Measurement : IDisposable
{
    private readonly MeasuredOperation _operation;
    private readonly Activity? _activity;
    private readonly long _start;
    private string? _error;

    internal Measurement(MeasuredOperation operation, Activity? activity)
    {
        _operation = operation;
        _activity = activity;
        _start = operation.Duration.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>The namespace, once it is known.</summary>
    internal readonly void Tell(NamespaceId id)
    {
        if (_activity is { IsAllDataRequested: true })
            _activity.SetTag("linuxnetns.id", id.ToString());
    }

    /// <summary>A command: its program, without what it was given, which may be secret.</summary>
    internal readonly void TellCommand(string fileName, NamespaceId id)
    {
        Tell(id);
        if (_activity is { IsAllDataRequested: true })
            _activity.SetTag("process.executable.name", Path.GetFileName(fileName));
    }

    /// <summary>How the command ended; null for a signal or a timeout.</summary>
    internal readonly void TellExit(int? exitCode)
    {
        if (exitCode is not null && _activity is { IsAllDataRequested: true })
            _activity.SetTag("process.exit.code", exitCode.Value);
    }

    /// <summary>It has failed. False, for an exception filter: nothing is caught.</summary>
    internal bool Fail(Exception exception)
    {
        _error = exception is NetworkNamespaceException { Reason: var reason } ? reason.ToString() : exception.GetType().FullName;
        _activity?.SetTag("error.type", _error);
        _activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        return false;
    }

    public readonly void Dispose()
    {
        _activity?.Dispose();
        if (_start == 0)
            return;
        double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        if (_error is null)
            _operation.Duration.Record(seconds);
        else
            _operation.Duration.Record(seconds, new KeyValuePair<string, object?>("error.type", _error));
    }
}
