// ActivitySource with a listener, both left behind
using System.Diagnostics;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = s => s.Name == "fixture",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        });
        using Activity? activity = new ActivitySource("fixture").StartActivity("work");
        return Task.CompletedTask;
    }
}
