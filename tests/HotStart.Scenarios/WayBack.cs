using HotStart.Testing;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Scenarios;

/// <summary>The way back: by pointer while the previous generation is kept warm, else from its staged copy.</summary>
public sealed class WayBack
{
    [Fact]
    public async Task Rollback_WhileKeptWarm_IsTheSameGenerationAgain()
    {
        await using Ground ground = await Ground.StartAsync(o => o.KeepWarm = TimeSpan.FromHours(1), Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        Variable<int> started = ground.Host["probe"].Lookup<Variable<int>>("Started");
        await ground.SwapAsync(Probes.Probe(2));
        Assert.Equal(GenerationState.Warm, ground.Status("probe", 1).State);

        SwapResult back = await ground.Host.RollbackAsync("probe");

        PluginSwap swap = Assert.Single(back.Plugins);
        Assert.Equal(
            (SwapOutcome.RolledBack, 2, 1, "1.0"), (swap.Outcome, swap.FromGeneration, swap.ToGeneration, swap.Version));
        Assert.DoesNotContain(swap.Stages, s => s.Stage is "load" or "start");
        Assert.Equal((1, 1), (answer(), started.Value));
        Assert.Equal(1, ground.Status("probe").ActiveGeneration);
        await ground.UnloadedAsync("probe", 2);

        // It lives on as if nothing had been: swap away and come back once more.
        await ground.SwapAsync(Probes.Probe(3));
        Assert.Equal(3, answer());
        Assert.Equal(1, (await ground.Host.RollbackAsync("probe")).Plugins[0].ToGeneration);
        Assert.Equal(1, answer());
        await ground.UnloadedAsync("probe", 3);
    }

    [Fact]
    public async Task Rollback_AfterTheWarmTime_LoadsTheStagedCopy()
    {
        FakeTimeProvider time = new();
        await using Ground ground = await Ground.StartAsync(
            o => { o.KeepWarm = TimeSpan.FromMinutes(1); o.TimeProvider = time; }, Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        await ground.SwapAsync(Probes.Probe(2));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(GenerationState.Warm, ground.Status("probe", 1).State);
        time.Advance(TimeSpan.FromSeconds(2));
        Task gone = ground.UnloadedAsync("probe", 1);
        while (!gone.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(60));
            await Task.Yield();
        }

        SwapResult back = await ground.Host.RollbackAsync("probe");
        Assert.Equal((SwapOutcome.RolledBack, 3), (back.Outcome, back.Plugins[0].ToGeneration));
        Assert.Equal(1, answer());
    }

    [Fact]
    public async Task Rollback_Repeated_GoesFurtherBackThenSaysThatThereIsNothing()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        for (int version = 2; version <= 4; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
        }

        for (int version = 3; version >= 1; version--)
        {
            Assert.Equal(version, ground.Status("probe").RollbackDepth);
            SwapResult back = await ground.Host.RollbackAsync("probe");
            Assert.Equal(($"{version}.0", version), (back.Plugins[0].Version, answer()));
        }

        SwapResult none = await ground.Host.RollbackAsync("probe");
        Assert.Equal(ReasonCodes.NothingToRollBackTo, Assert.Single(none.Reasons).Code);
        Assert.Equal((SwapOutcome.Refused, 1), (none.Outcome, answer()));
        Assert.Equal(ReasonCodes.PluginNotFound, Assert.Single((await ground.Host.RollbackAsync("nobody")).Reasons).Code);
    }

    [Fact]
    public async Task Rollback_BeyondWhatIsKept_StopsThereAndLeavesNoStagedCopies()
    {
        await using Ground ground = await Ground.StartAsync(o => o.KeepStaged = 2, Probes.Probe(1));
        for (int version = 2; version <= 6; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
        }

        await ground.UnloadedAsync("probe", 1, 2, 3, 4, 5);
        Assert.Equal(2, ground.Status("probe").RollbackDepth);
        Assert.Equal(3, Copies(ground));
        Assert.Equal("5.0", (await ground.Host.RollbackAsync("probe")).Plugins[0].Version);
        Assert.Equal("4.0", (await ground.Host.RollbackAsync("probe")).Plugins[0].Version);
        Assert.Equal(SwapOutcome.Refused, (await ground.Host.RollbackAsync("probe")).Outcome);
        await ground.UnloadedAsync("probe", 6, 7);
        Assert.Equal(1, Copies(ground));
    }

    [Fact]
    public async Task Rollback_ArtifactDeletedFromDisk_StillRestores()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        await ground.SwapAsync(Probes.Probe(2));
        await ground.UnloadedAsync("probe", 1);
        File.Delete(Path.Combine(ground.PluginFolder, "probe.dll"));

        Assert.Equal(SwapOutcome.RolledBack, (await ground.Host.RollbackAsync("probe")).Outcome);
        Assert.Equal(1, answer());
    }

    [Fact]
    public async Task Rollback_OfARemoval_BringsThePluginBack()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        Assert.Equal(SwapOutcome.Removed, (await ground.Host.ApplyAsync([PluginChange.Remove("probe")])).Outcome);
        Assert.Contains("probe", Assert.Throws<PluginNotFoundException>(() => answer()).Message, StringComparison.Ordinal);

        Assert.Equal(SwapOutcome.RolledBack, (await ground.Host.RollbackAsync("probe")).Outcome);

        Assert.Equal(1, answer());
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task Rollback_ToAVersionThatLacksASymbolInUse_IsRefused()
    {
        await using Ground ground = await Ground.StartAsync(o => o.KeepWarm = TimeSpan.FromHours(1), Probes.Probe(1));
        await ground.SwapAsync(Probes.Probe(2, more: "public static class New { public static int Added() => 2; }"));
        Func<int> added = ground.Host["probe"].Lookup<Func<int>>("Added");

        SwapResult refused = await ground.Host.RollbackAsync("probe");

        Assert.Equal(ReasonCodes.SymbolMissing, Assert.Single(refused.Reasons).Code);
        Assert.Equal(2, added());
        Assert.Equal(GenerationState.Warm, ground.Status("probe", 1).State);
        GC.KeepAlive(added);
    }

    [Fact]
    public async Task Rollback_WhileWatched_BadFileIsNotTakenAgainUntilItChanges()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.Watch = true; o.PollInterval = TimeSpan.FromMilliseconds(50); }, Probes.Probe(1));
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        string dll = ground.Forge.Build(Probes.Probe(2));
        await ground.EventAsync(PluginEventKind.Swapped, "probe", 2);
        Assert.Equal(SwapOutcome.RolledBack, (await ground.Host.RollbackAsync("probe")).Outcome);

        // The same bytes anew, and a neighbour whose arrival shows that the watcher has been by since.
        ground.Forge.Build(Probes.Probe(2));
        File.SetLastWriteTimeUtc(dll, new DateTime(2030, 1, 1));
        for (int i = 1; i <= 3; i++)
        {
            ground.Forge.Build(Probes.Probe(i, "neighbour"));
            await ground.EventAsync(PluginEventKind.Swapped, "neighbour", i);
        }

        Assert.Equal(1, answer());
        Assert.Single(ground.Events.All, e => e.PluginId == "probe" && e.Kind == PluginEventKind.Swapped);

        ground.Forge.Build(Probes.Probe(4));
        await ground.EventAsync(e => e.Kind == PluginEventKind.Swapped && e.Version == "4.0");
        Assert.Equal(4, answer());
    }

    private static int Copies(Ground ground) =>
        Directory.EnumerateFiles(ground.Staging, "probe.dll", SearchOption.AllDirectories).Count();
}
