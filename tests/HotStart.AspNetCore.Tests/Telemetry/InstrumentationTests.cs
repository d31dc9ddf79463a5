using HotStart.OpenTelemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace HotStart.AspNetCore.Tests.Telemetry;

public sealed class InstrumentationTests
{
    [Fact]
    public async Task AddHotStartInstrumentation_AfterASwap_ExportsItsMetricsInSeconds()
    {
        List<Metric> metrics = [];
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddHotStartInstrumentation().AddInMemoryExporter(metrics).Build();
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false });
        await host.ApplyAsync([PluginChange.Load(forge.Hello("1.0"))]).LimitAsync();

        provider.ForceFlush();

        Assert.Contains("hotstart.swaps", metrics.Select(m => m.Name));
        Metric stages = metrics.First(m => m.Name == "hotstart.stage.duration");
        Assert.Equal("s", stages.Unit);
        List<double> bounds = [];
        foreach (ref readonly MetricPoint point in stages.GetMetricPoints())
        {
            foreach (HistogramBucket bucket in point.GetHistogramBuckets())
            {
                bounds.Add(bucket.ExplicitBound);
            }

            break;
        }

        Assert.Contains(0.001, bounds);
        Assert.DoesNotContain(10_000, bounds);
    }
}
