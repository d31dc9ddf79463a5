using System.Net;
using HotStart.AspNetCore.Tests.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Tests.Health;

public sealed class HealthTests
{
    private const string Leaking =
        """
        using System.Runtime.InteropServices;
        public static class Leak
        {
            private static readonly GCHandle _held = GCHandle.Alloc(new object[] { typeof(Leak) });
            public static string Hello() => _held.IsAllocated ? "leaks" : "";
        }
        """;

    [Fact]
    public async Task Health_AllServe_IsHealthy()
    {
        await using AdminApp app = await StartAsync(["hello"]);

        Assert.Equal(("Healthy", HttpStatusCode.OK), await AskAsync(app));
    }

    [Fact]
    public async Task Health_RequiredPluginDisabled_IsUnhealthyAndNamed()
    {
        await using AdminApp app = await StartAsync(["Hello"]);
        await app.Plugins.ApplyAsync([PluginChange.Disable("hello")]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(app)).Code);
        Assert.Contains("the required plugin 'Hello' is disabled", (await ReportAsync(app)).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_RequiredByConfigurationAndNeverThere_IsUnhealthy()
    {
        await using AdminApp app = await StartAsync([], b => b.Configuration.AddInMemoryCollection([new("HotStart:RequiredPlugins:0", "pricing")]));

        HealthReportEntry entry = await ReportAsync(app);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("'pricing' was never loaded", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_OtherPluginNotActive_IsHealthy()
    {
        await using AdminApp app = await StartAsync([]);
        await app.Plugins.ApplyAsync([PluginChange.Disable("hello")]);

        Assert.Equal("Healthy", (await AskAsync(app)).Text);
    }

    [Fact]
    public async Task Health_GenerationLingers_IsDegradedUntilItsHolderLeaves()
    {
        await using AdminApp app = await StartAsync(["hello"], host: o => o.DrainLimit = TimeSpan.FromMilliseconds(20));
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task collecting = events.CollectAsync(app.Plugins.WatchAsync(end.Token), end.Token);
        using (PinnedSet pinned = app.Plugins.Pin())
        {
            app.Forge.Hello("2.0");
            await app.Plugins.ReloadAsync("hello").LimitAsync();
            await events.NextAsync(e => e.Kind == PluginEventKind.Lingering);

            HealthReportEntry entry = await ReportAsync(app);
            Assert.Equal(HealthStatus.Degraded, entry.Status);
            Assert.Contains("hello generation 1 lingers", entry.Description, StringComparison.Ordinal);
            Assert.Equal(1, entry.Data["lingering"]);
        }

        await events.NextAsync(e => e.Kind == PluginEventKind.Unloaded);
        Assert.Equal("Healthy", (await AskAsync(app)).Text);
        await end.CancelAsync();
        await collecting;
    }

    [Fact]
    public async Task Health_GenerationLeaked_IsDegraded()
    {
        await using AdminApp app = await StartAsync(["leaky"], host: o => o.LeakedAfterCollections = 2, plugins: f => f.Build("leaky", Leaking));
        app.Plugins["leaky"].Lookup<Func<string>>("Hello")();
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task collecting = events.CollectAsync(app.Plugins.WatchAsync(end.Token), end.Token);

        await app.Plugins.ApplyAsync([PluginChange.Remove("leaky")]).LimitAsync();
        app.Forge.Build("leaky", "public static class Clean { public static string Hello() => \"\"; }");
        await app.Plugins.ApplyAsync([PluginChange.Load(Path.Combine(app.Live.Plugins, "leaky.dll"))]).LimitAsync();
        await events.NextAsync(e => e.Kind == PluginEventKind.Leaked);

        HealthReportEntry entry = await ReportAsync(app);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("leaky generation 1 leaked", entry.Description, StringComparison.Ordinal);
        await end.CancelAsync();
        await collecting;
    }

    private static Task<AdminApp> StartAsync(
        string[] required, Action<WebApplicationBuilder>? build = null, Action<PluginHostOptions>? host = null, Action<PluginForge>? plugins = null) =>
        AdminApp.StartAsync(
            build: b =>
            {
                b.Services.AddHealthChecks().AddHotStart(required);
                b.Services.Configure<HotStartOptions>(o => host?.Invoke(o.Host));
                build?.Invoke(b);
            },
            use: a => a.MapHealthChecks("/health"),
            plugins: plugins);

    private static async Task<(string Text, HttpStatusCode Code)> AskAsync(AdminApp app)
    {
        using HttpResponseMessage response = await app.GetAsync("/health");
        return (await response.Content.ReadAsStringAsync(), response.StatusCode);
    }

    private static async Task<HealthReportEntry> ReportAsync(AdminApp app) =>
        (await app.Live.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().LimitAsync()).Entries["hotstart"];
}
