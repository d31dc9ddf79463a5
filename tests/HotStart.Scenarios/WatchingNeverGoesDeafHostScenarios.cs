using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>What goes wrong on the host's side of watching loses no change either.</summary>
public sealed class WatchingNeverGoesDeafHostScenarios
{
    private const int Refused = 103;
    private const int NotSettled = 104;
    private const int ArtifactDeleted = 105;
    private const int IntakeFailed = 110;
    private const int Torn = 111;
    private const int Arrived = 116;

    [Fact]
    public async Task LogSink_ThrowsAtEveryLineOfTheIntake_LosesNoChange()
    {
        FailingLog log = new(NotSettled, ArtifactDeleted, IntakeFailed, Torn, Arrived);
        await using WatchingRig rig = new();
        rig.Options.LoggerFactory = log;
        string path = rig.Forge.Hello("v1");
        await rig.StartAsync();

        rig.Forge.Hello("v2");
        await rig.ExpectSwapAsync("v2");
        File.Delete(path);
        await rig.ExpectAsync(PluginEventKind.ArtifactDeleted);
        rig.Forge.Hello("v3");
        await rig.ExpectSwapAsync("v3");
        await rig.ExpectNothingMoreAsync();
        Assert.Contains(Arrived, log.Failures.All);
        Assert.Contains(ArtifactDeleted, log.Failures.All);
    }

    [Fact]
    public async Task LogSink_ThrowsWhenARefusalIsLogged_TheNextGoodVersionGoesLive()
    {
        await using WatchingRig rig = new();
        FailingLog log = new(Refused, IntakeFailed);
        rig.Options.LoggerFactory = log;
        string path = rig.Forge.Hello("v1");
        await rig.StartAsync();

        await File.WriteAllTextAsync(path, new string('x', 5000));
        await log.Failures.NextAsync(id => id == Refused);
        rig.Forge.Hello("v2");

        // The refusal is told although it cannot be logged; as its record failed, it may be tried and told again.
        PluginEvent told = await rig.ExpectAnyAsync();
        Assert.Equal(PluginEventKind.Refused, told.Kind);
        while (told.Kind == PluginEventKind.Refused)
        {
            told = await rig.ExpectAnyAsync();
        }

        Assert.Equal((PluginEventKind.Swapped, "v2"), (told.Kind, told.Version));
    }

    [Fact]
    public async Task Arrival_RefusedForTooManyGenerations_GoesLiveWhenOneIsDrained()
    {
        await using WatchingRig rig = new();
        rig.Options.MaxLiveGenerations = 2;
        rig.Options.DrainLimit = TimeSpan.FromMilliseconds(50);
        rig.Forge.Build(Probes.Probe(1));
        await rig.StartAsync();
        using MidCall<int> mid = MidCall<int>.Begin(rig.Host["probe"].Lookup<Func<Action, int>>("Call"));
        rig.Forge.Build(Probes.Probe(2));
        await rig.ExpectSwapAsync("2.0", "probe");

        rig.Forge.Build(Probes.Probe(3));
        PluginEvent refused = await rig.ExpectAsync(PluginEventKind.Refused, "probe");
        Assert.Equal(ReasonCodes.TooManyGenerations, Assert.Single(refused.Reasons).Code);

        Assert.Equal(1, await mid.EndAsync());
        await rig.ExpectSwapAsync("3.0", "probe");
        await rig.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Arrival_WaitsForADrainAndAnotherVersionGoesLiveMeanwhile_DoesNotComeBack()
    {
        await using WatchingRig rig = new();
        rig.Options.MaxLiveGenerations = 2;
        rig.Options.DrainLimit = TimeSpan.FromMilliseconds(50);
        rig.Forge.Build(Probes.Probe(1));
        await rig.StartAsync();
        using MidCall<int> mid = MidCall<int>.Begin(rig.Host["probe"].Lookup<Func<Action, int>>("Call"));
        rig.Forge.Build(Probes.Probe(2));
        await rig.ExpectSwapAsync("2.0", "probe");
        rig.Forge.Build(Probes.Probe(3));
        await rig.ExpectAsync(PluginEventKind.Refused, "probe");

        await rig.Host.ApplyAsync([PluginChange.Remove("probe")], TestContext.Current.CancellationToken);
        await rig.ExpectAsync(PluginEventKind.Removed, "probe");
        Assert.Equal(1, await mid.EndAsync());
        await rig.ExpectNothingMoreAsync();
    }
}
