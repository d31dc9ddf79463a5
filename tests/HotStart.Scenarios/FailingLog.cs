using HotStart.Testing;
using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>A log sink whose disk is full: it throws at the lines with these event ids.</summary>
internal sealed class FailingLog(params int[] eventIds) : LogSink
{
    /// <summary>The event ids it threw at.</summary>
    public EventLog<int> Failures { get; } = new();

    protected override void Take(EventId eventId, string line, Exception? exception)
    {
        if (eventIds.Contains(eventId.Id))
        {
            Failures.Add(eventId.Id);
            throw new IOException("no space left for the log");
        }
    }
}
