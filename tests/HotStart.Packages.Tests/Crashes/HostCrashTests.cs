using HotStart.Fixtures;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>Hosts that die: at each step of their own, and of the release that they run.</summary>
public sealed class HostCrashTests
{
    [Theory]
    [InlineData(nameof(FaultPoint.BeforeDecision), 1)]
    [InlineData(nameof(FaultPoint.BeforeCommit), 1)]
    [InlineData(nameof(FaultPoint.Decided), 1)]
    [InlineData(nameof(FaultPoint.Activated), 1)]
    [InlineData(nameof(FaultPoint.OutcomeWritten), 1)]
    [InlineData(nameof(FaultPoint.TryNoted), 2)]
    [InlineData(nameof(FaultPoint.Activated), 2)]
    [InlineData(nameof(FaultPoint.OutcomeWritten), 2)]
    public async Task Kill_OfAHostAtAStep_LeavesAWholeStore(string point, int count)
    {
        for (int round = 0; round < (Stress.IsOn ? 20 : 1); round++)
        {
            using KilledStore killed = await KilledStore.MakeAsync(isProven: false);
            using ChildStore child = ChildStore.Start(killed.Test, "run", Enum.Parse<FaultPoint>(point), count);
            if (count > 1 && await child.ReadToAsync("running"))
            {
                using PluginStore store = killed.Test.Open();
                await store.ApplyAsync(TestStore.File("autumn", "shop 1.2.0 tax=7", "till 1.0.0"));
            }

            await child.ReadToAsync("never");
            await child.EndAsync();
            Assert.True(child.WasKilled, $"the host never came to {point}");
            await killed.RequireWholeAsync(child);
        }
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
