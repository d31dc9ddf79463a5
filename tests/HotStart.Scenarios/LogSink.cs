using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>All of a host's log in one place, of all categories and levels.</summary>
internal abstract class LogSink : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Take(eventId, formatter(state, exception), exception);

    public void Dispose()
    {
    }

    /// <summary>Takes one line.</summary>
    protected abstract void Take(EventId eventId, string line, Exception? exception);
}
