using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Promise 5: every retired generation gets a verdict: unloaded, lingering with who holds it, or leaked.</summary>
public sealed class Verdicts
{
    [Fact]
    public async Task Generations_RetiredByWhateverWay_AreAllProvenGone()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        await ground.SwapAsync(Probes.Probe(2));
        Assert.Equal(SwapOutcome.Refused, (await ground.ApplyAsync(Misfit(3))).Outcome);
        Assert.Equal(SwapOutcome.RolledBack, (await ground.Host.RollbackAsync("probe")).Outcome);
        Assert.Equal(SwapOutcome.Removed, (await ground.Host.ApplyAsync([PluginChange.Remove("probe")])).Outcome);

        await ground.UnloadedAsync("probe", 1, 2, 3, 4);

        PluginStatus status = ground.Status("probe");
        Assert.Empty(status.Generations);
        Assert.Equal(4, status.UnloadedGenerations);
        Assert.All(
            ground.Events.All.Where(e => e.Kind == PluginEventKind.Unloaded),
            e => Assert.True(e.Duration > TimeSpan.Zero));
    }

    [Fact]
    public async Task LongCalls_PastTheDrainLimit_LingerByNameThenUnload()
    {
        await using Ground ground = await Ground.StartAsync(o => o.DrainLimit = TimeSpan.FromMilliseconds(100), Probes.Probe(1));
        Plugin plugin = ground.Host["probe"];
        TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using MidCall<int> mid = MidCall<int>.Begin(plugin.Lookup<Func<Action, int>>("Call"), "the slow caller");
        Task<int> unfinished = plugin.Lookup<Func<Task, Task<int>>>("CallAsync")(until.Task);
        using PinnedSet pin = ground.Host.Pin();

        await ground.SwapAsync(Probes.Probe(2));

        PluginEvent lingering = await ground.EventAsync(PluginEventKind.Lingering, "probe", 1);
        Assert.Contains("the slow caller", lingering.Message, StringComparison.Ordinal);
        Assert.Contains("CallAsync", lingering.Message, StringComparison.Ordinal);
        Assert.Contains("pinned", lingering.Message, StringComparison.Ordinal);
        GenerationStatus status = ground.Status("probe", 1);
        Assert.Equal((GenerationState.Lingering, UnloadVerdict.Lingering), (status.State, status.Verdict));
        Assert.Equal(3, status.Holders.Length);

        // Not forced: what runs goes on, and gets its answer from its own generation.
        pin.Dispose();
        until.SetResult();
        Assert.Equal(1, await unfinished.LimitAsync());
        Assert.Contains("the slow caller", Assert.Single(ground.Status("probe", 1).Holders), StringComparison.Ordinal);
        Assert.Equal(1, await mid.EndAsync());
        await ground.UnloadedAsync("probe", 1);
        Assert.DoesNotContain(ground.Events.All, e => e.Kind == PluginEventKind.Leaked);
    }

    [Fact]
    public async Task LongCall_OfOnePlugin_DelaysNoOtherPluginsDrain()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1), Probes.Probe(1, "other"));
        using MidCall<int> mid = MidCall<int>.Begin(ground.Host["probe"].Lookup<Func<Action, int>>("Call"));

        await ground.SwapAsync(Probes.Probe(2), Probes.Probe(2, "other"));

        await ground.UnloadedAsync("other", 1);
        Assert.Equal(GenerationState.Draining, ground.Status("probe", 1).State);
        Assert.Equal(1, await mid.EndAsync());
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task Swap_WithTooManyGenerationsInUse_IsRefusedNamingTheHoldersAndWorksAgainAfterwards()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.MaxLiveGenerations = 3; o.DrainLimit = TimeSpan.FromMilliseconds(50); }, Probes.Probe(1));
        Func<Action, int> call = ground.Host["probe"].Lookup<Func<Action, int>>("Call");
        using MidCall<int> first = MidCall<int>.Begin(call, "first holder");
        await ground.SwapAsync(Probes.Probe(2));
        using MidCall<int> second = MidCall<int>.Begin(call, "second holder");
        await ground.SwapAsync(Probes.Probe(3));

        SwapResult refused = await ground.ApplyAsync(Probes.Probe(4));

        Reason reason = Assert.Single(refused.Reasons);
        Assert.Equal(ReasonCodes.TooManyGenerations, reason.Code);
        Assert.Contains("first holder", reason.Message, StringComparison.Ordinal);
        Assert.Contains("second holder", reason.Message, StringComparison.Ordinal);
        Assert.Equal(3, ground.Host["probe"].Lookup<Func<int>>("Answer")());

        Assert.Equal(1, await first.EndAsync());
        await ground.UnloadedAsync("probe", 1);
        await ground.SwapAsync(Probes.Probe(4));
        Assert.Equal(2, await second.EndAsync());
        await ground.UnloadedAsync("probe", 2);
        Assert.Equal(4, ground.Host["probe"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Swaps_WithOneKeptWarmAtTheBound_TheWarmOneGivesRoom()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.MaxLiveGenerations = 2; o.KeepWarm = TimeSpan.FromHours(1); }, Probes.Probe(1));

        for (int version = 2; version <= 12; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
        }

        await ground.UnloadedAsync("probe", [.. Enumerable.Range(1, 10)]);
        Assert.Equal(GenerationState.Warm, ground.Status("probe", 11).State);
    }

    [Fact]
    public async Task StaticSubscription_ToAHostsEvent_IsLeakedUntilTheHostLetsGo()
    {
        await using Ground ground = await Ground.StartAsync(Leaky(1, "bell.Rung += () => { };"));
        await ground.SwapAsync(Leaky(2, ""));

        PluginEvent leaked = await ground.EventAsync(PluginEventKind.Leaked, "leaky", 1);
        Assert.Contains("1", leaked.Message, StringComparison.Ordinal);
        Assert.Equal(UnloadVerdict.Leaked, ground.Status("leaky", 1).Verdict);
        Assert.Equal(2, ground.Host["leaky"].Lookup<Func<int>>("Answer")());

        ground.Services.Bell.LetGo();
        await CollectUntilAsync(ground.UnloadedAsync("leaky", 1));
        Assert.Empty(ground.Status("leaky").Generations.Where(g => g.Number == 1));
    }

    [Theory]
    [InlineData("timer", "_kept = new Timer(_ => { }, null, 10, 10);")]
    [InlineData("thread", "new Thread(() => _stop.WaitOne()) { IsBackground = true }.Start();")]
    [InlineData("task", "_ = Task.Run(async () => { while (!_over) await Task.Delay(10); });")]
    public async Task RunningWork_LeftBehind_IsLeakedUntilItEnds(string what, string begin)
    {
        Assert.NotEmpty(what);
        await using Ground ground = await Ground.StartAsync(Leaky(1, $"{begin} bell.Rung += End;"));
        await ground.SwapAsync(Leaky(2, ""));
        await ground.EventAsync(PluginEventKind.Leaked, "leaky", 1);

        ground.Services.Bell.Ring();
        ground.Services.Bell.LetGo();

        await CollectUntilAsync(ground.UnloadedAsync("leaky", 1));
    }

    [Fact]
    public async Task CleanPlugins_ManySwaps_NoneIsCalledLeaked()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        for (int version = 2; version <= 15; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
        }

        await ground.UnloadedAsync("probe", [.. Enumerable.Range(1, 14)]);
        Assert.DoesNotContain(ground.Events.All, e => e.Kind is PluginEventKind.Leaked or PluginEventKind.Lingering or PluginEventKind.Faulted);
    }

    /// <summary>A leaked generation is looked at whenever the process collects anyway; here it collects on purpose.</summary>
    private static async Task CollectUntilAsync(Task done)
    {
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        long start = TimeProvider.System.GetTimestamp();
        while (!done.IsCompleted && TimeProvider.System.GetElapsedTime(start) < EventLog<object>.DefaultLimit)
        {
            GC.Collect();
            await pace.WaitForNextTickAsync();
        }

        await done.LimitAsync(TimeSpan.FromSeconds(1));
    }

    private static PluginSource Leaky(int version, string begin) => Probes.With("leaky", version, $$"""
        using HotStart;
        using HotStart.Scenarios;

        public sealed class Leaky : IPluginLifecycle
        {
            private static Timer? _kept;
            private static volatile bool _over;
            private static readonly ManualResetEvent _stop = new(false);
            public static int Answer() => {{version}};
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                HostBell bell = (HostBell)context.Services.GetService(typeof(HostBell))!;
                {{begin}}
                return default;
            }
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
            private static void End() { _kept?.Dispose(); _over = true; _stop.Set(); }
        }
        """);

    private static PluginSource Misfit(int version) =>
        Probes.Probe(version, more: "public static class Bad { public static int X; static Bad() => throw new InvalidOperationException(\"no\"); }");
}
