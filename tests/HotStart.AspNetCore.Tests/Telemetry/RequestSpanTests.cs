using System.Diagnostics;
using System.Diagnostics.Metrics;
using HotStart.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace HotStart.AspNetCore.Tests.Telemetry;

public sealed class RequestSpanTests
{
    [Fact]
    public async Task Span_OfARequestThatAPluginAnswers_NamesPluginAndGeneration()
    {
        EventLog<Activity> spans = new();
        await using LiveApp app = await StartAsync(spans);
        await app.GetAsync("/price");
        await app.SwapAsync(app.Forge.Plugin("spanned", "endpoints.MapGet(\"/price\", () => \"2\");"));

        await app.GetAsync("/price");

        Activity first = await spans.NextAsync(IsOurs);
        Activity second = await spans.NextAsync(IsOurs);
        Assert.Equal(1, first.GetTagItem("hotstart.generation"));
        Assert.Equal(2, second.GetTagItem("hotstart.generation"));
    }

    [Fact]
    public async Task Span_OfAChange_HasItsOutcomeAndStages()
    {
        EventLog<Activity> spans = new();
        await using LiveApp app = await StartAsync(spans);

        await app.SwapAsync(app.Forge.Plugin("spanned", "endpoints.MapGet(\"/price\", () => \"2\");"));

        Activity change = await spans.NextAsync(a => a.OperationName == "hotstart.change" && a.Events.Any(e => e.Name == "spanned publish"));
        Assert.Equal("Swapped", change.GetTagItem("hotstart.outcome"));
    }

    [Fact]
    public async Task RequestMetric_OfAPlugin_NamesItButNotItsGeneration()
    {
        EventLog<Dictionary<string, object?>> requests = new();
        using MeterListener listener = new();
        await using LiveApp app = await StartAsync(new EventLog<Activity>());
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "http.server.request.duration")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => requests.Add(tags.ToArray().ToDictionary(t => t.Key, t => t.Value)));
        listener.Start();

        await app.GetAsync("/price");

        Dictionary<string, object?> request = await requests.NextAsync(t => Equals(t.GetValueOrDefault("hotstart.plugin"), "spanned"));
        Assert.Equal("/price", request["http.route"]);
        Assert.DoesNotContain("hotstart.generation", request.Keys);
    }

    // The source is the process's: requests of other tests are among them.
    private static bool IsOurs(Activity a) =>
        a.OperationName == "Microsoft.AspNetCore.Hosting.HttpRequestIn" && Equals(a.GetTagItem("hotstart.plugin"), "spanned");

    private static Task<LiveApp> StartAsync(EventLog<Activity> spans) => LiveApp.StartAsync(
        f => f.Plugin("spanned", "endpoints.MapGet(\"/price\", () => \"1\");"),
        b => b.Services.AddOpenTelemetry().WithTracing(t => t
            .AddHotStartInstrumentation()
            .AddSource("Microsoft.AspNetCore")
            .AddInMemoryExporter(new Sink(spans))));

    // What is exported goes where tests can wait for it.
    private sealed class Sink(EventLog<Activity> spans) : System.Collections.ObjectModel.Collection<Activity>
    {
        protected override void InsertItem(int index, Activity item)
        {
            base.InsertItem(index, item);
            spans.Add(item);
        }
    }
}
