// Meter with an observable instrument, not disposed
using System.Diagnostics.Metrics;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new Meter("fixture").CreateObservableGauge("gauge", () => 1);
        return Task.CompletedTask;
    }
}
