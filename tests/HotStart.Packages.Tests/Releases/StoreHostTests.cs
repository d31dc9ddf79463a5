using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Releases;

public sealed class StoreHostTests : IDisposable
{
    private readonly TestStore _test = new();
    private readonly EventLog<HistoryRecord> _records = new();

    [Fact]
    public async Task Install_WhileAHostRuns_GoesLiveAndTellsSo()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop", "1.0.0");
        await using StoreHost host = await HostAsync();
        Func<string> of = host.Plugins["shop"].Lookup<Func<string>>("Of");
        Assert.Equal("shop 1.0.0", of());

        ChangeResult result = await store.InstallAsync("shop");

        Assert.Equal((ChangeOutcome.Done, "done"), (result.Outcome, result.Activation?.Outcome));
        Assert.Equal("shop 1.1.0", of());
        Assert.NotEmpty(result.Activation!.Stages);
        Assert.Equal("unloaded", (await _records.NextAsync(r => r.Kind == HistoryKind.Unloaded)).Outcome);
        Assert.Contains(store.History("shop"), r => r is { Kind: HistoryKind.Unloaded, OldVersion: "1.0.0" });
    }

    [Fact]
    public async Task Apply_OtherSettings_ReachThePlugin_AndRollbackBringsTheOldOnes()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 currency=EUR"));
        await store.CommitAsync();
        await using StoreHost host = await HostAsync(o => o.Host.KeepWarm = TimeSpan.FromHours(1));
        Func<string, string?> setting = host.Plugins["shop"].Lookup<Func<string, string?>>("Setting");
        Assert.Equal("EUR", setting("currency"));

        await store.ApplyAsync(TestStore.File("summer", "shop 1.0.0 currency=USD"));
        Assert.Equal("USD", setting("currency"));
        Assert.Equal(2, host.Plugins["shop"].Status.ActiveGeneration);

        ChangeResult back = await store.RollbackAsync();

        Assert.Equal((ChangeOutcome.Done, "spring"), (back.Outcome, back.Active.Name));
        Assert.Equal("EUR", setting("currency"));
        Assert.Equal(1, host.Plugins["shop"].Status.ActiveGeneration);
    }

    [Fact]
    public async Task Install_VersionThatDoesNotStart_IsRefusedByTheHost_AndTheOldServes()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0", "throw new System.InvalidOperationException(\"no stock\");");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop", "1.0.0");
        await using StoreHost host = await HostAsync();

        ChangeResult result = await store.InstallAsync("shop");

        Assert.Equal(ChangeOutcome.Refused, result.Outcome);
        Assert.Contains("no stock", Assert.Single(result.Reasons).Message, StringComparison.Ordinal);
        Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        StoreListing listing = store.List();
        Assert.Equal("1.0.0", Assert.Single(listing.Active.Plugins).Version.Version);
        Assert.Equal(ReleaseStatus.Current, listing.Active.Status);
        Assert.Equal(ReleaseStatus.Refused, listing.Releases[0].Status);
        Assert.Contains(store.History(), r => r is { Kind: HistoryKind.Activated, Outcome: "refused" });
    }

    [Fact]
    public async Task Release_ThatServesItsTime_BecomesPermanent()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");
        List<string> asked = [];
        await using StoreHost host = await HostAsync(o =>
        {
            o.ProvingTime = TimeSpan.FromMilliseconds(1);
            o.HealthInterval = TimeSpan.FromMilliseconds(20);
            o.HealthChecks.Add((release, _) =>
            {
                asked.Add(release.Name);
                return Task.FromResult<string?>(null);
            });
        });

        await _records.NextAsync(r => r.Kind == HistoryKind.Committed);

        Assert.True(store.List().Active.IsPermanent);
        Assert.Equal(store.List().Active.Id, store.List().Permanent.Id);
        Assert.NotEmpty(asked);
    }

    [Fact]
    public async Task Release_ThatIsUnhealthy_IsSetAside_AndNotTakenAgain()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop", "1.0.0");
        await store.CommitAsync();
        await using StoreHost host = await HostAsync(o => o.HealthChecks.Add((release, _) =>
            Task.FromResult(release.Find("shop")!.Version.Version == "1.1.0" ? "the till does not answer" : null)));

        await store.InstallAsync("shop");
        HistoryRecord quarantined = await _records.NextAsync(r => r.Kind == HistoryKind.Quarantined);
        await _records.NextAsync(r => r.Kind == HistoryKind.Activated);

        Assert.Contains("the till does not answer", quarantined.Message, StringComparison.Ordinal);
        Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        Assert.Equal(ReleaseStatus.Quarantined, store.List().Releases[0].Status);
        Assert.Equal(ChangeOutcome.Unchanged, (await store.UpdateAsync([])).Outcome);
        Assert.Equal(StoreReasons.Quarantined, Assert.Single((await store.InstallAsync("shop", "1.1.0")).Reasons).Code);
        Assert.Equal(StoreReasons.Quarantined, Assert.Single((await store.RollbackAsync(store.List().Releases[0].Name)).Reasons).Code);
    }

    [Fact]
    public async Task Release_ThatFaultsOnATimer_IsSetAside()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0", "context.Run(_ => throw new System.InvalidOperationException(\"lost the till\"));");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop", "1.0.0");
        await store.CommitAsync();
        await using StoreHost host = await HostAsync();

        await store.InstallAsync("shop");
        HistoryRecord quarantined = await _records.NextAsync(r => r.Kind == HistoryKind.Quarantined);
        await _records.NextAsync(r => r.Kind == HistoryKind.Activated);

        Assert.Equal(StoreReasons.Faulted, Assert.Single(quarantined.Reasons).Code);
        Assert.Contains("lost the till", quarantined.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", Assert.Single(store.List().Active.Plugins).Version.Version);
    }

    [Fact]
    public async Task Start_SecondHost_IsRefusedAndToldWhoRuns()
    {
        await using StoreHost host = await HostAsync();

        StoreException busy = await Assert.ThrowsAsync<StoreException>(() => HostAsync(o => o.Store = _test.Options with { LockPatience = TimeSpan.Zero }));

        Assert.Contains($"process {Environment.ProcessId}", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_FromOutside_EndsTheProving()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");
        await using (StoreHost host = await HostAsync())
        {
            await store.CommitAsync();
        }

        await using StoreHost again = await HostAsync();
        Assert.True(again.Running.IsPermanent);
        Assert.DoesNotContain(store.History(), r => r.Kind == HistoryKind.Died);
    }

    public void Dispose() => _test.Dispose();

    private Task<StoreHost> HostAsync(Action<StoreHostOptions>? with = null) => _test.HostAsync(o =>
    {
        o.Recorded = _records.Add;
        with?.Invoke(o);
    });
}
