using HotStart.Scenarios;
using Microsoft.Extensions.Logging;

namespace Hosts.Watching;

/// <summary>Prints each line of the log with its event id.</summary>
internal sealed class PrintedLog : LogSink
{
    protected override void Take(EventId eventId, string line, Exception? exception) => Console.WriteLine($"log {eventId.Id}: {line}");
}
