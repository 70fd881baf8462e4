using Microsoft.Extensions.Logging;

namespace LinuxNetns.TestHost;

/// <summary>Writes what is logged to the standard output, with "log" before it.</summary>
internal sealed class OutputLog<T> : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Console.WriteLine($"log {formatter(state, exception)}");
}
