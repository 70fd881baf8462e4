using Microsoft.Extensions.Logging;

namespace LinuxNetns;

/// <summary>What a scanner tells the log.</summary>
internal static partial class ProcessScannerLog
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "Processes are not found by {Backend}: {Reason}")]
    internal static partial void FellBack(this ILogger logger, ProcessScanBackend backend, string reason);

    [LoggerMessage(EventId = 21, Level = LogLevel.Information, Message = "After {Maximum} descriptors no more were looked at: those of {Processes} processes are left out")]
    internal static partial void ReachedLimit(this ILogger logger, int? maximum, int processes);
}
