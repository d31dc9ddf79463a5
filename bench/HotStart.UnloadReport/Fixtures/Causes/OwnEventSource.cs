// EventSource, not disposed
using System.Diagnostics.Tracing;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new Events().Hello();
        return Task.CompletedTask;
    }
}

[EventSource(Name = "Fixture-Events")]
public sealed class Events : EventSource { [Event(1)] public void Hello() => WriteEvent(1); }
