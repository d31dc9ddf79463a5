using System.Diagnostics;
using HotStart.Cli.Output;

namespace HotStart.Cli.Running;

/// <summary>Shows on a terminal that a change is being taken in: building a project takes seconds.</summary>
internal sealed class ChangeStatus : IDisposable
{
    private readonly ActivityListener _listener;

    /// <param name="console">Where it shows.</param>
    /// <param name="text">What is being done.</param>
    public ChangeStatus(ToolConsole console, string text)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "HotStart",
            Sample = (ref _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = _ => console.Status(text),
            ActivityStopped = _ => console.Status(null),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();
}
