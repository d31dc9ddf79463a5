using HotStart.Cli.Output;
using Microsoft.Extensions.Logging;

namespace HotStart.Cli.Serving;

/// <summary>What the application has to say on standard error: warnings and worse. Swaps and refusals are told otherwise.</summary>
internal sealed class ServeLog(ToolConsole console) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(console, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ToolConsole console, string category) : ILogger
    {
        // The events of the host tell the same in other words; a failed start is told by the command.
        private readonly bool _isTold = category is "HotStart" or "Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Server.Kestrel";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => !_isTold && logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                console.Problem(logLevel == LogLevel.Warning ? "warning" : "error", $"{formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            }
        }
    }
}
