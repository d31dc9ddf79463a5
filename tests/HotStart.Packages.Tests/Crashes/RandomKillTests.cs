using HotStart.Fixtures;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>SIGKILL at random moments of random changes: some by default, 500 with HOTSTART_STRESS.</summary>
public sealed class RandomKillTests(StoreTemplates templates)
{
    private const int Most = 6;

    private static readonly string[] _operations =
    [
        "install shop 1.2.0", "install shop 1.0.0", "install till 1.2.0", "apply autumn.json", "apply unnamed.json", "rollback", "commit", "gc", "pin shop 1.*",
    ];

    [Theory]
    [InlineData(20261124)]
    [InlineData(20261125)]
    public async Task Kill_AtARandomMomentOfChanges_LeavesOneOfTheStates(int seed)
    {
        Random random = new(seed);
        KillTally tally = new($"a row of {Most} random changes", $"at random moments, seed {seed}");

        await KillAsync(tally, random, Stress.IsOn ? 200 : 2, after => RoundAsync(random, after));
    }

    [Theory]
    [InlineData(20261126)]
    public async Task Kill_OfAHostAtARandomMoment_LosesNothing(int seed)
    {
        Random random = new(seed);
        KillTally tally = new("a host that follows an apply", $"at random moments, seed {seed}");
        await KillAsync(tally, random, Stress.IsOn ? 100 : 2, after => HostRoundAsync(random.Next(2) == 0, after));
    }

    private static async Task KillAsync(KillTally tally, Random random, int kills, Func<TimeSpan?, Task<TimeSpan>> round)
    {
        // How long a process takes for all of it here and now: the first one is let go to its end, and so is who was faster than its kill.
        TimeSpan whole = await round(null);
        for (int rounds = 0; tally.Kills < kills && rounds < kills * 10; rounds++)
        {
            await tally.AddAsync(async () =>
            {
                TimeSpan took = await round(whole * random.NextDouble());
                whole = took > TimeSpan.Zero ? took : whole;
                return took == TimeSpan.Zero;
            });
        }

        tally.End();
        Assert.Equal(kills, tally.Kills);
    }

    /// <returns>How long it took from its first word to its end; zero where it was killed.</returns>
    private async Task<TimeSpan> RoundAsync(Random random, TimeSpan? killAfter)
    {
        bool isProven = random.Next(2) == 0;
        string[] operations = [.. Enumerable.Range(0, Most).Select(_ => _operations[random.Next(_operations.Length)])];
        string[] steps = await KilledStore.StepsAsync(templates, isProven, operations);
        using KilledStore killed = await KilledStore.MakeAsync(templates, isProven);
        using ChildStore child = ChildStore.Start(killed.Test, killed.Words(operations));
        Assert.True(await child.ReadToAsync("began"));
        long began = TimeProvider.System.GetTimestamp();
        Task kill = killAfter is { } after ? child.KillAfterAsync(after) : Task.CompletedTask;
        await child.EndAsync();
        TimeSpan took = TimeProvider.System.GetElapsedTime(began);
        await kill;

        // What was reported is done; one more may be, of which nobody was told.
        int told = child.Told;
        killed.RequireStep(steps, child.WasKilled && told < Most ? [told, told + 1] : [Most]);
        await killed.RequireWholeAsync();
        return child.WasKilled ? TimeSpan.Zero : took;
    }

    private async Task<TimeSpan> HostRoundAsync(bool isProven, TimeSpan? killAfter)
    {
        using KilledStore killed = await KilledStore.MakeAsync(templates, isProven);
        string before = Sets(killed.Test);
        using ChildStore child = ChildStore.Start(killed.Test, "run");
        Assert.True(await child.ReadToAsync("began"));
        long began = TimeProvider.System.GetTimestamp();
        Task kill = killAfter is { } after ? child.KillAfterAsync(after) : Task.CompletedTask;
        ChangeResult? applied = null;
        if (await child.ReadToAsync("running"))
        {
            using PluginStore store = killed.Test.Open();
            applied = await store.ApplyAsync(ReleaseFile.Read(killed.Test["autumn.json"]));
            Assert.True(applied.Succeeded, applied.Message);
        }

        TimeSpan took = TimeProvider.System.GetElapsedTime(began);
        await child.EndAsync();
        await kill;
        string after_ = Sets(killed.Test);
        Assert.Equal(before, string.Join('\n', after_.Split('\n').Where(l => !l.Contains("'autumn'", StringComparison.Ordinal))));
        Release running = await killed.RequireWholeAsync();
        Assert.Equal(applied is null ? "summer" : "autumn", running.Name);
        return child.WasKilled ? TimeSpan.Zero : took;
    }

    private static string Sets(TestStore test)
    {
        using PluginStore store = test.Open();
        return StoreSnapshot.SetsOf(store);
    }
}
