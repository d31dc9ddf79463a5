using System.Runtime.CompilerServices;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Promise 8: every change ends in a record that says what happened, and roots nothing.</summary>
public sealed class HonestResults
{
    [Fact]
    public async Task Result_OfASwap_TellsFromToVersionStagesAndTimes()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        DateTimeOffset before = TimeProvider.System.GetUtcNow();

        SwapResult result = await ground.ApplyAsync(Probes.Probe(2));

        PluginSwap swap = Assert.Single(result.Plugins);
        Assert.Equal(
            new("probe", SwapOutcome.Swapped, 1, 2, "2.0", Path.Combine(ground.PluginFolder, "probe.dll")),
            (swap.PluginId, swap.Outcome, swap.FromGeneration, swap.ToGeneration, swap.Version, swap.Artifact));
        Assert.Equal(["stage", "check", "load", "initialize", "bind", "start", "publish"], swap.Stages.Select(s => s.Stage));
        Assert.All(swap.Stages, s => Assert.True(s.Duration >= TimeSpan.Zero));
        Assert.True(swap.Stages.Sum(s => s.Duration.TotalMilliseconds) <= result.Duration.TotalMilliseconds + 0.01);
        Assert.InRange(result.StartedAt, before.AddSeconds(-1), before.AddSeconds(30));
        Assert.Empty(result.Reasons);
        Assert.Equal((SwapOutcome.Swapped, true, 2L), (result.Outcome, result.Succeeded, result.LiveSet));
        Assert.StartsWith("Swapped (probe 1 → 2) in ", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_OfTheSameBytes_SaysUnchangedAndKeepsTheGeneration()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        SwapResult result = await ground.Host.ReloadAsync("probe");
        PluginSwap swap = Assert.Single(result.Plugins);
        Assert.Equal((SwapOutcome.Unchanged, 1, 1, "1.0"), (swap.Outcome, swap.FromGeneration, swap.ToGeneration, swap.Version));
        Assert.Equal(1, result.LiveSet);
    }

    [Fact]
    public async Task Result_OfARefusal_TellsWhatServesOn()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        SwapResult result = await ground.ApplyAsync(Misfit(2));
        PluginSwap swap = Assert.Single(result.Plugins);
        Assert.Equal((SwapOutcome.Refused, 1, 1, "1.0"), (swap.Outcome, swap.FromGeneration, swap.ToGeneration, swap.Version));
        Assert.False(result.Succeeded);
        Assert.Contains("says no", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("generation 1 serves on", (await ground.EventAsync(PluginEventKind.Refused, "probe")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_OfOnePlugin_ComeInTheOrderOfItsLife()
    {
        // With a drain limit of nothing the old generation lingers at once: even then the swap is told first.
        await using Ground ground = await Ground.StartAsync(o => o.DrainLimit = TimeSpan.Zero, Probes.Probe(1));
        Func<Action, int> call = ground.Host["probe"].Lookup<Func<Action, int>>("Call");
        for (int version = 2; version <= 8; version++)
        {
            using MidCall<int> mid = MidCall<int>.Begin(call);
            await ground.SwapAsync(Probes.Probe(version));
            await ground.EventAsync(PluginEventKind.Lingering, "probe", version - 1);
            await mid.EndAsync();
            await ground.UnloadedAsync("probe", version - 1);
        }

        PluginEvent[] all = [.. ground.Events.All];
        Assert.Equal((PluginEventKind.State, 1), (all[0].Kind, all[0].Generation));
        for (int version = 2; version <= 8; version++)
        {
            int swapped = Array.FindIndex(all, e => e.Kind == PluginEventKind.Swapped && e.Generation == version);
            int lingering = Array.FindIndex(all, e => e.Kind == PluginEventKind.Lingering && e.Generation == version - 1);
            int unloaded = Array.FindIndex(all, e => e.Kind == PluginEventKind.Unloaded && e.Generation == version - 1);
            Assert.True(swapped < lingering && lingering < unloaded, $"{version}: {swapped} {lingering} {unloaded}");
        }

        Assert.Equal(Enumerable.Range(1, all.Length - 1).Select(i => all[0].Sequence + i), all.Skip(1).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Watch_BegunLater_StartsWithTheStateOfEveryPlugin()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1), Probes.Probe(1, "other"));
        await ground.SwapAsync(Probes.Probe(2));
        await ground.ApplyAsync(Misfit(3));
        EventLog<PluginEvent> late = new();
        using CancellationTokenSource end = new();
        Task collecting = late.CollectAsync(ground.Host.WatchAsync(end.Token), end.Token);

        PluginEvent first = await late.NextAsync();
        PluginEvent second = await late.NextAsync();
        await ground.SwapAsync(Probes.Probe(2, "other"));
        PluginEvent third = await late.NextAsync(e => e.Kind != PluginEventKind.Unloaded);

        Assert.Equal((PluginEventKind.State, "other", 1), (first.Kind, first.PluginId, first.Generation));
        Assert.Equal((PluginEventKind.State, "probe", 2), (second.Kind, second.PluginId, second.Generation));
        Assert.Equal(ReasonCodes.InitializerFailed, Assert.Single(second.Reasons).Code);
        Assert.Equal((PluginEventKind.Swapped, "other", 2), (third.Kind, third.PluginId, third.Generation));
        Assert.True(third.Sequence > second.Sequence);
        await end.CancelAsync();
        await collecting.LimitAsync();
    }

    [Fact]
    public async Task Watch_OfOnePlugin_TellsNothingOfOthers()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1), Probes.Probe(1, "other"));
        EventLog<PluginEvent> own = new();
        using CancellationTokenSource end = new();
        Task collecting = own.CollectAsync(ground.Host["probe"].WatchAsync(end.Token), end.Token);
        await ground.SwapAsync(Probes.Probe(2, "other"));
        await ground.UnloadedAsync("other", 1);
        await ground.SwapAsync(Probes.Probe(2));
        await own.NextAsync(e => e.Kind == PluginEventKind.Unloaded);
        Assert.All(own.All, e => Assert.Equal("probe", e.PluginId));
        Assert.Equal([PluginEventKind.State, PluginEventKind.Swapped, PluginEventKind.Unloaded], own.All.Select(e => e.Kind));
        await end.CancelAsync();
        await collecting.LimitAsync();
    }

    [Fact]
    public async Task Watch_TooSlow_SeesAGapAndHoldsNobodyUp()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        await using IAsyncEnumerator<PluginEvent> slow = ground.Host.WatchAsync().GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        long before = slow.Current.Sequence;

        // Every one of these is refused at once and told.
        for (int i = 0; i < 5000; i++)
        {
            await ground.Host.ApplyAsync([PluginChange.Rollback("nobody")]);
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.True(slow.Current.Sequence > before + 1, "no gap");
        long last = slow.Current.Sequence;
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(await slow.MoveNextAsync());
            Assert.Equal(last + 1, slow.Current.Sequence);
            last = slow.Current.Sequence;
        }
    }

    [Fact]
    public async Task Records_KeptForEver_KeepNoGeneration()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        List<object> kept = [];
        for (int version = 2; version <= 6; version++)
        {
            Use(ground);
            kept.Add(ground.Host.Status);
            kept.Add(await ground.SwapAsync(Probes.Probe(version)));
            kept.Add(await ground.ApplyAsync(Misfit(100 + version)));
            kept.Add(ground.Host.Status);
            kept.Add(ground.Host["probe"]);
            kept.Add(ground.Host["probe"].Symbols);
        }

        PluginStatus status = ground.Status("probe");
        foreach (int number in Enumerable.Range(1, 11).Except([status.ActiveGeneration!.Value]).Where(n => n < status.ActiveGeneration))
        {
            await ground.UnloadedAsync("probe", number);
        }

        GC.KeepAlive(kept);
    }

    [Fact]
    public void Options_WithSeveralErrors_TellsAllOfThemAtOnce()
    {
        PluginHostOptions options = new()
        {
            PollInterval = TimeSpan.Zero,
            StartLimit = TimeSpan.FromSeconds(-1),
            MaxLiveGenerations = 1,
            KeepStaged = 0,
            LeakedAfterCollections = 1,
            KeepWarm = TimeSpan.FromDays(60), // timers end before that
            DrainLimit = TimeSpan.MaxValue,
        };
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => Plugin.Open("nothing.dll", options));
        string[] names = ["PollInterval", "StartLimit", "MaxLiveGenerations", "KeepStaged", "LeakedAfterCollections", "KeepWarm", "DrainLimit"];
        Assert.All(names, n => Assert.Contains(n, error.Message, StringComparison.Ordinal));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(Ground ground)
    {
        Assert.True(ground.Host["probe"].Lookup<Func<int>>("Answer")() > 0);
        Assert.NotEmpty(ground.Host["probe"].Get<Plugins.Contracts.IText>().Text());
    }

    private static PluginSource Misfit(int version) => Probes.Probe(
        version, more: "public static class Bad { public static int X; static Bad() => throw new InvalidOperationException(\"says no\"); }");
}
