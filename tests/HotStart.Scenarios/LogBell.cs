using HotStart.Testing;
using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>Collects log lines, so that tests can wait for what raises no event.</summary>
internal sealed class LogBell : ILoggerFactory, ILogger
{
    public EventLog<string> Lines { get; } = new();

    public Task UntilAsync(string text) => Lines.NextAsync(l => l.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
