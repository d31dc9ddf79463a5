using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Promise 8 to the end: a host that ends drains, stops everything, and leaves nothing behind.</summary>
public sealed class Ending
{
    [Fact]
    public async Task Dispose_WithACallUnderWay_WaitsForItThenHandlesFailClearly()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Plugin plugin = ground.Host["probe"];
        Func<int> answer = plugin.Lookup<Func<int>>("Answer");
        using MidCall<int> mid = MidCall<int>.Begin(plugin.Lookup<Func<Action, int>>("Call"));

        Task stop = ground.StopAsync();
        Assert.False(stop.IsCompleted);
        Assert.Equal(1, await mid.EndAsync());
        await stop;

        PluginNotFoundException error = Assert.Throws<PluginNotFoundException>(() => answer());
        Assert.Contains("host stopped", error.Message, StringComparison.Ordinal);
        Assert.Throws<PluginNotFoundException>(() => ground.Host["probe"]);
        Assert.Throws<PluginNotFoundException>(() => plugin.Lookup<Func<int>>("Answer"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ground.Host.ReloadAsync("probe"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => plugin.RollbackAsync());
        Assert.Empty(Left(ground));
    }

    [Fact]
    public async Task Dispose_OfWhatCanBeUnloaded_GivesTheLastVerdictsToo()
    {
        await using Ground ground = await Ground.StartAsync(o => o.UnloadProbeInterval = TimeSpan.FromHours(1), Probes.Probe(1));
        await ground.SwapAsync(Probes.Probe(2));

        await ground.StopAsync();

        Assert.Equal(
            [1, 2],
            ground.Events.All.Where(e => e.Kind == PluginEventKind.Unloaded).Select(e => e.Generation!.Value).Order());
    }

    [Fact]
    public async Task Dispose_CalledTwice_WaitsForTheSameEnd()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        using MidCall<int> mid = MidCall<int>.Begin(ground.Host["probe"].Lookup<Func<Action, int>>("Call"));

        Task first = ground.Host.DisposeAsync().AsTask();
        Task second = ground.Host.DisposeAsync().AsTask();

        Assert.False(second.IsCompleted);
        await mid.EndAsync();
        await Task.WhenAll(first, second).LimitAsync();
        await ground.StopAsync();
    }

    [Fact]
    public async Task Dispose_WithAWarmGeneration_StopsBothBeforeItEnds()
    {
        await using Ground ground = await Ground.StartAsync(o => o.KeepWarm = TimeSpan.FromHours(1), Stopping(1), Stopping(1, "second"));
        await ground.SwapAsync(Stopping(2), Stopping(2, "second"));

        await ground.StopAsync();

        Assert.Equal(
            ["first stop 1", "first stop 2", "second stop 1", "second stop 2"],
            ground.Services.Journal.All.Order(StringComparer.Ordinal));
        Assert.Empty(Left(ground));
    }

    [Fact]
    public async Task Dispose_WithACallThatNeverEnds_EndsAfterTheLimitAndForcesNothing()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.DrainLimit = TimeSpan.FromMilliseconds(100); o.StopLimit = TimeSpan.FromMilliseconds(100); }, Probes.Probe(1));
        using MidCall<int> mid = MidCall<int>.Begin(ground.Host["probe"].Lookup<Func<Action, int>>("Call"));

        await ground.StopAsync();

        Assert.Equal(GenerationState.Lingering, ground.Status("probe", 1).State);
        Assert.Equal(1, await mid.EndAsync());
    }

    [Fact]
    public async Task Dispose_WithAChangeUnderWay_CancelsItAndStopsTheCandidate()
    {
        await using Ground ground = await Ground.StartAsync(Stopping(1));
        string dll = ground.Forge.Build(Stopping(2, start: "_journal.Write(\"starting\"); await Task.Delay(-1, cancellationToken);"));
        Task<SwapResult> apply = ground.Host.ApplyAsync([PluginChange.Load(dll)]);
        await ground.Services.Journal.NextAsync(l => l == "starting");

        await ground.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => apply);
        Assert.Contains("first stop 2", ground.Services.Journal.All);
        Assert.Contains("first stop 1", ground.Services.Journal.All);
        Assert.Empty(Left(ground));
    }

    [Fact]
    public async Task Open_OnePluginByItself_EndsCleanToo()
    {
        await using Ground ground = await Ground.StartAsync();
        PluginHostOptions options = ground.NewOptions(o => o.StagingPath = ground.Folder["alone"]);
        Func<int> answer;
        await using (Plugin plugin = await Plugin.OpenAsync(ground.Forge.Build(Probes.Probe(1)), options))
        {
            answer = plugin.Lookup<Func<int>>("Answer");
            Assert.Equal(1, answer());
            ground.Forge.Build(Probes.Probe(2));
            Assert.Equal(SwapOutcome.Swapped, (await plugin.ReloadAsync()).Outcome);
            Assert.Equal(2, answer());
        }

        Assert.Throws<PluginNotFoundException>(() => answer());
        Assert.Empty(Directory.EnumerateFileSystemEntries(ground.Folder["alone"]));
    }

    private static IEnumerable<string> Left(Ground ground) => Directory.EnumerateFileSystemEntries(ground.Staging);

    private static PluginSource Stopping(int version, string name = "first", string start = "") => Probes.With(name, version, $$"""
        using HotStart;
        using Plugins.Contracts;

        public sealed class Stopping : IPluginLifecycle
        {
            private IJournal _journal = null!;
            public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                _journal = (IJournal)context.Services.GetService(typeof(IJournal))!;
                await Task.Yield();
                {{start}}
            }
            public async ValueTask StopAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                _journal.Write("{{name}} stop {{version}}");
            }
        }
        """);
}
