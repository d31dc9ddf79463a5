using System.Collections.Concurrent;
using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Promise 4: plugins that arrive together go live together; a pinned live set is consistent.</summary>
public sealed class AllOrNone
{
    private static readonly string[] _three = ["left", "middle", "right"];

    [Fact]
    public async Task ApplyAsync_OneOfThreeIsBad_NoneGoesLive()
    {
        await using Ground ground = await Ground.StartAsync(Three(1));
        Func<int>[] answers = Answers(ground);
        long liveSet = ground.Host.Status.LiveSet;

        SwapResult refused = await ground.ApplyAsync(Probes.Probe(2, "left"), Bad("middle", 2), Probes.Probe(2, "right"));

        Assert.Equal(SwapOutcome.Refused, refused.Outcome);
        Assert.Equal(
            [ReasonCodes.PartnerRefused, ReasonCodes.InitializerFailed, ReasonCodes.PartnerRefused],
            refused.Plugins.Select(p => Assert.Single(p.Reasons).Code));
        Assert.Contains("'middle'", refused.Plugins[0].Reasons[0].Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], answers.Select(a => a()));
        Assert.Equal(liveSet, ground.Host.Status.LiveSet);
        await ground.UnloadedAsync("left", 2);
        await ground.UnloadedAsync("middle", 2);
        await ground.UnloadedAsync("right", 2);
    }

    [Fact]
    public async Task ApplyAsync_OfEveryKindAtOnce_GoesLiveByOneWrite()
    {
        await using Ground ground = await Ground.StartAsync(Three(1));
        await ground.SwapAsync(Probes.Probe(2, "left"));
        long liveSet = ground.Host.Status.LiveSet;

        SwapResult result = await ground.Host.ApplyAsync(
        [
            PluginChange.Rollback("left"),
            PluginChange.Remove("middle"),
            PluginChange.Load(ground.Forge.Build(Probes.Probe(2, "right"))),
            PluginChange.Load(ground.Forge.Build(Probes.Probe(7, "fresh"))),
        ]);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(
            [SwapOutcome.RolledBack, SwapOutcome.Removed, SwapOutcome.Swapped, SwapOutcome.Swapped],
            result.Plugins.Select(p => p.Outcome));
        Assert.Equal(liveSet + 1, result.LiveSet);
        Assert.Equal(liveSet + 1, ground.Host.Status.LiveSet);
        Assert.Equal(1, ground.Host["left"].Lookup<Func<int>>("Answer")());
        Assert.Throws<PluginNotFoundException>(() => ground.Host["middle"]);
        Assert.Equal(2, ground.Host["right"].Lookup<Func<int>>("Answer")());
        Assert.Equal(7, ground.Host["fresh"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Pin_WhileSwapsGoOn_EverySetIsConsistentForManyCalls()
    {
        await using Ground ground = await Ground.StartAsync(o => o.MaxLiveGenerations = 8, Three(1));
        ConcurrentQueue<string> mixed = [];
        using CancellationTokenSource end = new();
        int pins = 0;
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () => ReadUntil(end.Token, ground, mixed, () => Interlocked.Increment(ref pins)),
            TaskCreationOptions.LongRunning))];

        for (int version = 2; version <= 10; version++)
        {
            await ground.SwapAsync(Three(version));
            int seen = Volatile.Read(ref pins);
            while (Volatile.Read(ref pins) < seen + 2)
            {
                await Task.Yield();
            }
        }

        await end.CancelAsync();
        await Task.WhenAll(readers).LimitAsync();
        Assert.Empty(mixed);
        foreach (string name in _three)
        {
            await ground.UnloadedAsync(name, [.. Enumerable.Range(1, 9)]);
        }
    }

    [Fact]
    public async Task Pin_HeldOverSwaps_KeepsItsGenerationsUntilDisposedThenFailsClearly()
    {
        await using Ground ground = await Ground.StartAsync(Three(1));
        PinnedSet set = ground.Host.Pin();
        Func<int> early = set["left"].Lookup<Func<int>>("Answer");

        await ground.SwapAsync(Three(2));
        await ground.SwapAsync(Three(3));

        Func<int> late = set["right"].Lookup<Func<int>>("Answer");
        Assert.Equal((1, 1), (early(), late()));
        Assert.Equal("1", set["middle"].Get<Plugins.Contracts.IText>().Text());
        Assert.Contains(ground.Status("left", 1).Holders, h => h.Contains("pinned", StringComparison.Ordinal));
        await ground.UnloadedAsync("left", 2);
        Assert.Equal(GenerationState.Draining, ground.Status("left", 1).State);

        set.Dispose();
        Assert.Throws<ObjectDisposedException>(() => set["left"]);
        Assert.Contains("pinned", Assert.Throws<ObjectDisposedException>(() => early()).Message, StringComparison.Ordinal);
        Assert.Equal(3, ground.Host["left"].Lookup<Func<int>>("Answer")());
        await ground.UnloadedAsync("left", 1);
        await ground.UnloadedAsync("middle", 1);
        await ground.UnloadedAsync("right", 1);
    }

    [Fact]
    public async Task Folder_PluginsArriveTogether_GoLiveByOneWrite()
    {
        await using Ground ground = await Ground.StartAsync(Watched, Three(1));
        ConcurrentQueue<string> mixed = [];
        using CancellationTokenSource end = new();
        Task reader = Task.Factory.StartNew(
            () => ReadUntil(end.Token, ground, mixed, () => { }), TaskCreationOptions.LongRunning);
        for (int version = 2; version <= 4; version++)
        {
            long liveSet = ground.Host.Status.LiveSet;
            Place(ground, Three(version));
            foreach (string name in _three)
            {
                await ground.EventAsync(PluginEventKind.Swapped, name, version);
            }

            Assert.Equal(liveSet + 1, ground.Host.Status.LiveSet);
        }

        await end.CancelAsync();
        await reader.LimitAsync();
        Assert.Empty(mixed);
    }

    [Fact]
    public async Task Folder_BadPartner_HoldsBackTheGoodOneUntilItIsMended()
    {
        await using Ground ground = await Ground.StartAsync(Watched, Probes.Probe(1, "left"), Probes.Probe(1, "right"));
        Func<int> left = ground.Host["left"].Lookup<Func<int>>("Answer");
        Func<int> right = ground.Host["right"].Lookup<Func<int>>("Answer");
        long liveSet = ground.Host.Status.LiveSet;

        Place(ground, Probes.Probe(2, "left"), Bad("right", 2));
        Assert.Equal(ReasonCodes.PartnerRefused, Assert.Single((await ground.EventAsync(PluginEventKind.Refused, "left")).Reasons).Code);
        Assert.Equal(ReasonCodes.InitializerFailed, Assert.Single((await ground.EventAsync(PluginEventKind.Refused, "right")).Reasons).Code);
        Assert.Equal((1, 1), (left(), right()));

        Place(ground, Bad("right", 3));
        await ground.EventAsync(e => e.Kind == PluginEventKind.Refused && e.PluginId == "right" && e.Reasons[0].Message.Contains("3 says no", StringComparison.Ordinal));
        Assert.Equal((1, 1), (left(), right()));
        Assert.Equal(liveSet, ground.Host.Status.LiveSet);

        Place(ground, Probes.Probe(4, "right"));
        await ground.EventAsync(PluginEventKind.Swapped, "right");
        await ground.EventAsync(PluginEventKind.Swapped, "left");
        Assert.Equal((2, 4), (left(), right()));
        Assert.Equal(liveSet + 1, ground.Host.Status.LiveSet);
    }

    private static void Watched(PluginHostOptions options)
    {
        options.Watch = true;
        options.GatherWindow = TimeSpan.FromMilliseconds(400);
        options.MaxLiveGenerations = 8;
    }

    private static void ReadUntil(CancellationToken end, Ground ground, ConcurrentQueue<string> mixed, Action pinned)
    {
        while (!end.IsCancellationRequested)
        {
            using PinnedSet set = ground.Host.Pin();
            Func<int>[] answers = [.. _three.Select(n => set[n].Lookup<Func<int>>("Answer"))];
            for (int i = 0; i < 20; i++)
            {
                int[] got = [.. answers.Select(a => a())];
                if (got.Distinct().Count() != 1)
                {
                    mixed.Enqueue($"live set {set.Number}: {string.Join(' ', got)}");
                }
            }

            pinned();
        }
    }

    /// <summary>Compiled first, so that the files land within one gather window.</summary>
    private static void Place(Ground ground, params PluginSource[] sources)
    {
        foreach ((string name, byte[] image) in sources.Select(s => (s.Name, PluginForge.Compile(s))).ToArray())
        {
            string draft = ground.Folder[$"{name}.draft"];
            File.WriteAllBytes(draft, image);
            File.Move(draft, Path.Combine(ground.PluginFolder, name + ".dll"), overwrite: true);
        }
    }

    private static PluginSource[] Three(int version) => [.. _three.Select(n => Probes.Probe(version, n))];

    private static Func<int>[] Answers(Ground ground) => [.. _three.Select(n => ground.Host[n].Lookup<Func<int>>("Answer"))];

    private static PluginSource Bad(string name, int version) => Probes.Probe(
        version, name, $"public static class Bad {{ public static int X; static Bad() => throw new InvalidOperationException(\"{version} says no\"); }}");
}
