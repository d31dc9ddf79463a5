// ActivitySource, not disposed
using System.Diagnostics;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using Activity? activity = new ActivitySource("fixture").StartActivity("work");
        return Task.CompletedTask;
    }
}
