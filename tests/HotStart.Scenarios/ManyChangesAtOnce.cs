using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Changes that overlap: each is a transaction, none waits for ever, one that hangs holds up no other plugin.</summary>
public sealed class ManyChangesAtOnce
{
    private static readonly string[] _names = ["one", "three", "two"];

    [Fact]
    public async Task ApplyAsync_ManyOverlappingAtOnce_AllEndEachWithALiveSetOfItsOwn()
    {
        await using Ground ground = await Ground.StartAsync(
            o => o.MaxLiveGenerations = 100, [.. _names.Select(n => Probes.Probe(1, n))]);
        Dictionary<(string, int), string> dlls = [];
        foreach (string name in _names)
        {
            for (int version = 2; version <= 6; version++)
            {
                dlls[(name, version)] = new PluginForge(ground.Folder[$"v{version}"]).Build(Probes.Probe(version, name));
            }
        }

        long before = ground.Host.Status.LiveSet;
        Task<SwapResult>[] changes =
        [
            .. Enumerable.Range(0, 40).Select(i => Task.Run(() => ground.Host.ApplyAsync(
            [
                PluginChange.Load(dlls[(_names[i % 3], 2 + (i % 5))]),
                i % 7 == 0 ? PluginChange.Rollback(_names[(i + 1) % 3]) : PluginChange.Load(dlls[(_names[(i + 1) % 3], 2 + (i % 4))]),
            ]))),
        ];
        SwapResult[] results = await Task.WhenAll(changes).LimitAsync();

        long[] sets = [.. results.Where(r => r.Outcome is SwapOutcome.Swapped or SwapOutcome.RolledBack).Select(r => r.LiveSet).Order()];
        Assert.Equal(Enumerable.Range(1, sets.Length).Select(i => before + i), sets);
        Assert.All(results.SelectMany(r => r.Reasons), r => Assert.Contains(r.Code, new[] { ReasonCodes.NothingToRollBackTo, ReasonCodes.PartnerRefused }));
        SwapResult last = results.MaxBy(r => r.Succeeded && r.Outcome != SwapOutcome.Unchanged ? r.LiveSet : 0)!;
        Assert.All(last.Plugins, p => Assert.Equal(p.ToGeneration, ground.Status(p.PluginId).ActiveGeneration));
    }

    [Fact]
    public async Task Start_ThatHangs_HoldsUpNoOtherPlugin()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.StartLimit = TimeSpan.FromSeconds(60); o.DrainLimit = TimeSpan.FromMilliseconds(50); o.StopLimit = TimeSpan.FromMilliseconds(50); },
            Probes.Probe(1), Probes.Probe(1, "other"));
        string dll = ground.Forge.Build(Hanging());
        using CancellationTokenSource cancel = new();
        Task<SwapResult> hanging = ground.Host.ApplyAsync([PluginChange.Load(dll)], cancel.Token);
        await ground.Services.Journal.NextAsync();

        await ground.SwapAsync(Probes.Probe(2, "other"));

        Assert.Equal((1, 2), (ground.Host["probe"].Lookup<Func<int>>("Answer")(), ground.Host["other"].Lookup<Func<int>>("Answer")()));
        await ground.UnloadedAsync("other", 1);
        Assert.False(hanging.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        ground.Services.Bell.Ring();
        ground.Services.Bell.LetGo();
        await ground.UnloadedAsync("probe", 2);
    }

    [Fact]
    public async Task HostStart_OneOfThreeIsBad_TheOthersServeAndItsReasonIsShown()
    {
        await using Ground ground = await Ground.StartAsync(
            Probes.Probe(1, "one"), Probes.Probe(1, "two"),
            Probes.Probe(1, "three", "public static class Bad { public static int X; static Bad() => throw new InvalidOperationException(\"says no\"); }"));

        Assert.Equal(1, ground.Host["one"].Lookup<Func<int>>("Answer")());
        Assert.Equal(1, ground.Host["two"].Lookup<Func<int>>("Answer")());
        PluginStatus bad = ground.Status("three");
        Assert.Null(bad.ActiveGeneration);
        Assert.Equal(ReasonCodes.InitializerFailed, Assert.Single(bad.LastRefusal).Code);
        Assert.Equal(1, ground.Host.Status.LiveSet);

        // It has no artifact to load again; the answer says what to do instead.
        SwapResult reload = await ground.Host.ReloadAsync("three");
        Assert.Equal(ReasonCodes.PluginNotFound, Assert.Single(reload.Reasons).Code);
        Assert.Contains("load its artifact by path", reload.ToString(), StringComparison.Ordinal);
        await ground.SwapAsync(Probes.Probe(2, "three"));
        Assert.Equal(2, ground.Host["three"].Lookup<Func<int>>("Answer")());
    }

    private static PluginSource Hanging() => Probes.With("probe", 2, """
        using HotStart;
        using HotStart.Scenarios;
        using Plugins.Contracts;

        public sealed class Begin : IPluginLifecycle
        {
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                ManualResetEvent end = new(false);
                ((HostBell)context.Services.GetService(typeof(HostBell))!).Rung += () => end.Set();
                ((IJournal)context.Services.GetService(typeof(IJournal))!).Write("starting");
                end.WaitOne();
                return default;
            }

            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }
        """);
}
