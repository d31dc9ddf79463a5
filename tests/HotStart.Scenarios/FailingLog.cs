using HotStart.Testing;
using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>A log sink whose disk is full: it throws at the lines with these event ids.</summary>
internal sealed class FailingLog(params int[] eventIds) : ILoggerFactory, ILogger
{
    /// <summary>The event ids it threw at.</summary>
    public EventLog<int> Failures { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventIds.Contains(eventId.Id))
        {
            Failures.Add(eventId.Id);
            throw new IOException("no space left for the log");
        }
    }

    public void Dispose()
    {
    }
}
