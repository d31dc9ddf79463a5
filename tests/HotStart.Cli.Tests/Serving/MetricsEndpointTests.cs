using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotStart.Cli.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.Cli.Tests.Serving;

public sealed partial class MetricsEndpointTests
{
    [Fact]
    public async Task Dashboard_EveryMetricThatItNames_IsExported()
    {
        string[] named = [.. Names(await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "grafana", "hotstart.json")))];
        string exported = await ScrapeAsync();

        Assert.True(named.Length > 8, string.Join(", ", named));
        Assert.All(named, name => Assert.Contains($"\n{name}{{", exported, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_Scraped_AreTextWithPluginsNamed()
    {
        string exported = await ScrapeAsync();

        Assert.Matches("""hotstart_swaps_total\{[^}]*plugin="hello"[^}]*\} \d""", exported);
        Assert.Matches("""hotstart_refusals_total\{[^}]*reason="not-a-pe-file"[^}]*\} \d""", exported);
    }

    private static async Task<string> ScrapeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddMetricsForPrometheus();
        await using WebApplication app = builder.Build();
        app.MapMetricsForPrometheus();
        await app.StartAsync().LimitAsync();
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };
        (await http.GetAsync("/none").LimitAsync()).Dispose(); // one request, to be counted

        // Everything that a dashboard shows has to have happened once.
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        await using PluginHost host = await PluginHost.StartAsync(folder.Path, new PluginHostOptions { Watch = false, UnloadProbeInterval = TimeSpan.FromMilliseconds(50) });
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task collecting = events.CollectAsync(host.WatchAsync(end.Token), end.Token);
        string faulty = forge.Build("faulty", "public sealed class Faulty : HotStart.IPluginLifecycle { public ValueTask StartAsync(HotStart.PluginContext c, CancellationToken t) => default; public ValueTask StopAsync(CancellationToken t) => throw new InvalidOperationException(\"on purpose\"); }");
        await host.ApplyAsync([PluginChange.Load(forge.Hello("1.0")), PluginChange.Load(faulty)]).LimitAsync();
        await host.ApplyAsync([PluginChange.Load(forge.Hello("2.0")), PluginChange.Remove("faulty")]).LimitAsync();
        await events.NextAsync(e => e.Kind == PluginEventKind.Faulted);
        await events.NextAsync(e => e.Kind == PluginEventKind.Unloaded);
        await host.ApplyAsync([PluginChange.Load(folder.Write("bad.dll", "no library"))]).LimitAsync();
        await end.CancelAsync();
        await collecting;
        return "\n" + await http.GetStringAsync(MetricsEndpoint.Path).LimitAsync();
    }

    private static IEnumerable<string> Names(string dashboard)
    {
        using JsonDocument document = JsonDocument.Parse(dashboard);
        return [.. Expressions(document.RootElement).SelectMany(e => MetricName().Matches(Labels().Replace(e, ""))).Select(m => m.Value).Distinct()];
    }

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p is { Name: "expr", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : Expressions(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    [GeneratedRegex(@"by \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b(hotstart|http|kestrel|dotnet)_[a-z0-9_]+")]
    private static partial Regex MetricName();
}
