using HotStart.Testing;
using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>Collects log lines, so that tests can wait for what raises no event.</summary>
internal sealed class LogBell : LogSink
{
    public EventLog<string> Lines { get; } = new();

    public Task UntilAsync(string text) => Lines.NextAsync(l => l.Contains(text, StringComparison.Ordinal));

    protected override void Take(EventId eventId, string line, Exception? exception) => Lines.Add($"{line} {exception}");
}
