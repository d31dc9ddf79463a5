using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Tests;

/// <summary>Keeps the text of every log line; keeps no object that was logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public EventLog<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Lines.Add($"{logLevel} {category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
