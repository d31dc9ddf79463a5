using HotStart.AspNetCore.Tests.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Browser;

/// <summary>A host in which everything that the page can show has happened.</summary>
internal static class Scene
{
    public const string Answer =
        """
        mailer generation 1 (2.4.0) is held by 1 chain:
          strong handle → System.Object[] → System.RuntimeType (Mailer)
          cause: gc-handle. Free the handle in IPluginLifecycle.StopAsync.
        """;

    private const string Leaking =
        """
        using System.Runtime.InteropServices;
        public static class Mailer
        {
            private static readonly GCHandle _held = GCHandle.Alloc(new object[] { typeof(Mailer) });
            public static bool Send() => _held.IsAllocated;
        }
        """;

    public static Task<AdminApp> StartAsync() => AdminApp.StartAsync(
        o => o.Examine = (_, _) => Task.FromResult(Answer),
        b => b.Services.Configure<HotStartOptions>(o =>
        {
            o.Host.DrainLimit = TimeSpan.FromMilliseconds(300);
            o.Host.LeakedAfterCollections = 2;
        }),
        plugins: f =>
        {
            f.Build(PluginSource.Hello("3.1.0", "pricing"));
            f.Build(PluginSource.Hello("1.0.2", "search"));
            f.Build(PluginSource.Hello("5.2.1", "tax-rules"));
            f.Build(new PluginSource("mailer", Leaking) { Version = "2.4.0" });
        });

    /// <summary>A version that is refused, in a plugin that serves on.</summary>
    public static async Task RefuseAsync(AdminApp app)
    {
        app.Forge.Build(new PluginSource("tax-rules", "public static class Rules { static Rules() => throw new System.Exception(\"no rate for <country>\"); public static int Rate => 1; }")
        {
            Version = "5.3.0", TargetFramework = ".NETCoreApp,Version=v11.0",
        });
        SwapResult result = await app.Plugins.ReloadAsync("tax-rules").LimitAsync();
        Assert.Equal(SwapOutcome.Refused, result.Outcome);
    }

    /// <summary>A generation that leaks.</summary>
    public static async Task LeakAsync(AdminApp app)
    {
        app.Plugins["mailer"].Lookup<Func<bool>>("Send")();
        await Events.AwaitAsync(app, PluginEventKind.Leaked, async () =>
        {
            app.Forge.Build(new PluginSource("mailer", "public static class Mailer { public static bool Send() => true; }") { Version = "2.5.0" });
            await app.Plugins.ReloadAsync("mailer").LimitAsync();
        });
    }

    /// <summary>A generation that lingers as long as what is returned is held.</summary>
    public static async Task<PinnedSet> LingerAsync(AdminApp app)
    {
        PinnedSet pinned = app.Plugins.Pin();
        await Events.AwaitAsync(app, PluginEventKind.Lingering, async () =>
        {
            app.Forge.Build(PluginSource.Hello("3.2.0", "pricing"));
            await app.Plugins.ReloadAsync("pricing").LimitAsync();
        });
        return pinned;
    }

    private static class Events
    {
        public static async Task AwaitAsync(AdminApp app, PluginEventKind kind, Func<Task> cause)
        {
            EventLog<PluginEvent> events = new();
            using CancellationTokenSource end = new();
            Task collecting = events.CollectAsync(app.Plugins.WatchAsync(end.Token), end.Token);
            await cause();
            await events.NextAsync(e => e.Kind == kind);
            await end.CancelAsync();
            await collecting;
        }
    }
}
