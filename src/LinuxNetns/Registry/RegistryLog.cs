using Microsoft.Extensions.Logging;

namespace LinuxNetns;

/// <summary>What a registry tells the log.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Added network namespace {Name} {Id}")]
    internal static partial void Added(this ILogger logger, string name, NamespaceId id);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Attached network namespace {Id} as {Name}")]
    internal static partial void Attached(this ILogger logger, string name, NamespaceId id);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Deleted network namespace {Name} {Id}")]
    internal static partial void Deleted(this ILogger logger, string name, NamespaceId? id);

    [LoggerMessage(EventId = 4, Level = LogLevel.Debug, Message = "Renamed network namespace {Name} to {NewName}")]
    internal static partial void Renamed(this ILogger logger, string name, string newName);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Repaired {Name}: {Explanation}")]
    internal static partial void Repaired(this ILogger logger, string name, string explanation);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Network namespace {Name} {Id} is still held after {Timeout} by {Holders}")]
    internal static partial void StillHeld(this ILogger logger, string name, NamespaceId? id, TimeSpan timeout, string holders);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Moved network card {Link} out of network namespace {Name} before it was deleted")]
    internal static partial void Evacuated(this ILogger logger, string link, string name);
}
