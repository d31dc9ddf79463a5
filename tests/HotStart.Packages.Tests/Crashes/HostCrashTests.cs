using HotStart.Fixtures;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>Hosts that die: at each step of their own, and of the release that they run.</summary>
public sealed class HostCrashTests(StoreTemplates templates)
{
    [Theory]
    [InlineData(nameof(FaultPoint.BeforeDecision), 1)]
    [InlineData(nameof(FaultPoint.BeforeCommit), 1)]
    [InlineData(nameof(FaultPoint.RowsCommitted), 1)]
    [InlineData(nameof(FaultPoint.Decided), 1)]
    [InlineData(nameof(FaultPoint.TryNoted), 1)]
    [InlineData(nameof(FaultPoint.Activated), 1)]
    [InlineData(nameof(FaultPoint.OutcomeWritten), 1)]
    [InlineData(nameof(FaultPoint.TryNoted), 2)]
    [InlineData(nameof(FaultPoint.Activated), 2)]
    [InlineData(nameof(FaultPoint.OutcomeWritten), 2)]
    public async Task Kill_OfAHostAtAStep_LeavesAWholeStore(string point, int count)
    {
        KillTally tally = new("a host", count > 1 ? $"at `{point}` of an apply that it follows" : $"at `{point}` of its start");
        for (int round = 0; round < (Stress.IsOn ? 20 : 1); round++)
        {
            await tally.AddAsync(() => RoundAsync(Enum.Parse<FaultPoint>(point), count));
        }

        tally.End();
    }

    private async Task<bool> RoundAsync(FaultPoint point, int count)
    {
        using KilledStore killed = await KilledStore.MakeAsync(templates, isProven: false);
        using ChildStore child = ChildStore.Start(killed.Test, "run", point, count);
        ChangeResult? applied = null;
        if (count > 1 && await child.ReadToAsync("running"))
        {
            using PluginStore store = killed.Test.Open();
            applied = await store.ApplyAsync(ReleaseFile.Read(killed.Test["autumn.json"]));
            Assert.True(applied.Succeeded, applied.Message);
        }

        await child.ReadToAsync("never");
        await child.EndAsync();
        Assert.True(child.WasKilled, $"the host never came to {point}");
        Release running = await killed.RequireWholeAsync();
        Assert.Equal(applied is null ? "summer" : "autumn", running.Name);

        // One of two tries went where the process died of it, or with it; none where it had not come to it.
        Assert.Equal(point is FaultPoint.BeforeDecision or FaultPoint.BeforeCommit ? 2 : 1, running.TriesLeft);
        return true;
    }

    [Fact]
    public async Task Release_ThatKillsItsProcess_UsesUpItsTries_AndThePermanentOneIsStarted()
    {
        using TestStore test = new();
        test.Feed.Shop("shop", "1.0.0");
        test.Feed.Shop("shop", "1.1.0", "System.Environment.FailFast(\"gone\");");
        using PluginStore store = test.Open();
        await store.InstallAsync("shop");
        Assert.Equal("1.1.0", store.List().Active.Plugins[0].Version.Version);
        await store.RemoveAsync("shop");
        await store.InstallAsync("shop", "1.0.0");
        await store.CommitAsync();
        await store.InstallAsync("shop");

        for (int left = 1; left >= 0; left--)
        {
            using ChildStore dying = ChildStore.Start(test, "run");
            Assert.False(await dying.ReadToAsync("running"));
            Assert.DoesNotContain(dying.Lines, l => l.StartsWith("serves", StringComparison.Ordinal));
        }

        using (ChildStore last = ChildStore.Start(test, "run"))
        {
            Assert.True(await last.ReadToAsync("running"));
            Assert.Contains("serves shop 1.0.0", last.Lines);
            Assert.Contains(last.Lines, l => l.StartsWith("Quarantined", StringComparison.Ordinal));
            Assert.Equal(0, await last.EndAsync());
        }

        StoreListing listing = store.List();
        Assert.Equal((ReleaseStatus.Quarantined, 0), (listing.Releases[0].Status, listing.Releases[0].TriesLeft));
        Assert.Equal(StoreReasons.ProcessDied, Assert.Single(listing.Releases[0].Reasons).Code);
        Assert.True(listing.Active.IsPermanent);
        Assert.Equal(2, store.History().Count(r => r.Kind == HistoryKind.Died));
        Assert.Equal(ChangeOutcome.Unchanged, (await store.UpdateAsync([])).Outcome);
    }

    [Fact]
    public async Task TwoBadReleases_NeverTakeTurns()
    {
        using TestStore test = new();
        test.Feed.Shop("shop", "1.0.0");
        test.Feed.Shop("shop", "1.1.0", "System.Environment.FailFast(\"gone\");");
        test.Feed.Shop("shop", "1.2.0", "System.Environment.FailFast(\"gone, too\");");
        using PluginStore store = test.Open();
        await store.InstallAsync("shop", "1.0.0");
        await store.CommitAsync();
        await store.InstallAsync("shop", "1.1.0");
        using (ChildStore dying = ChildStore.Start(test, "run"))
        {
            Assert.False(await dying.ReadToAsync("running"));
        }

        // In the middle of the tries of the first bad one comes the second.
        await store.InstallAsync("shop", "1.2.0");
        List<string> served = [];
        for (int start = 0; start < 5; start++)
        {
            using ChildStore child = ChildStore.Start(test, "run");
            served.Add(await child.ReadToAsync("running") ? child.Lines.Single(l => l.StartsWith("serves", StringComparison.Ordinal)) : "died");
            child.Kill();
        }

        Assert.Equal(["died", "died", "serves shop 1.0.0", "serves shop 1.0.0", "serves shop 1.0.0"], served);
    }
}
