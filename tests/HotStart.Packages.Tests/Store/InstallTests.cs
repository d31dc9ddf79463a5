using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Store;

public sealed class InstallTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public async Task Install_NewPlugin_MakesAReleaseOfIt()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();

        ChangeResult result = await store.InstallAsync("shop");

        Assert.Equal(ChangeOutcome.Done, result.Outcome);
        Assert.Equal("shop 1.0.0 (new)", Assert.Single(result.Plan).ToString());
        Assert.Contains("No host runs", result.Next, StringComparison.Ordinal);
        Release active = store.List().Active;
        Assert.Equal((ReleaseStatus.Current, 2), (active.Status, active.TriesLeft));
        ReleasePlugin plugin = Assert.Single(active.Plugins);
        Assert.True(System.IO.File.Exists(plugin.Version.MainFile));
        Assert.Equal(_test.Feed.Feed, plugin.Version.Source);
        Assert.True((await store.VerifyAsync()).IsClean);
        HistoryRecord record = store.History("shop")[0];
        Assert.Equal((HistoryKind.Installed, "tests", "install shop", "1.0.0"), (record.Kind, record.Requester, record.Request, record.NewVersion));
    }

    [Fact]
    public async Task Install_PackageOfTwoFrameworks_RunsTheNearer()
    {
        static string Code(string text) => $"public static class Shop {{ public static string Of() => \"{text}\"; }}";
        Nupkg.Library("shop", "1.0.0", Code("for net10.0")).With("lib/net8.0/shop.dll", Nupkg.Dll("shop", "1.0.0", Code("for net8.0"))).Write(_test.Feed.Feed, withManifest: true);
        using PluginStore store = _test.Open();

        ChangeResult result = await store.InstallAsync("shop");

        Assert.Equal(ChangeOutcome.Done, result.Outcome);
        await using StoreHost host = await _test.HostAsync();
        Assert.Equal("for net10.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        Assert.Single(Directory.GetFiles(result.Active.Plugins[0].Version.Folder));
    }

    [Fact]
    public async Task Install_SameVersionAgain_ChangesNothing()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        ChangeResult first = await store.InstallAsync("shop");

        ChangeResult again = await store.InstallAsync("shop@1.0.0".Split('@')[0], "1.0.0");

        Assert.Equal((ChangeOutcome.Unchanged, first.Active.Id), (again.Outcome, again.Active.Id));
    }

    [Fact]
    public async Task Install_DryRun_WritesNothing()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();

        ChangeResult planned = await store.InstallAsync("shop", null, new ChangeOptions { DryRun = true });

        Assert.Equal(ChangeOutcome.Planned, planned.Outcome);
        Assert.Equal("shop 1.0.0", Assert.Single(Assert.Single(planned.Plan).Packages));
        Assert.Empty(store.List().Versions);
        Assert.Empty(store.History());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_test.Folder, "content")));
    }

    [Fact]
    public async Task Install_VersionThatBreaksAndClaimsAMinor_IsRefusedAndRecorded()
    {
        _test.Feed.Shop("shop", "1.0.0", more: "public static int Price(string what) => 1;");
        _test.Feed.Shop("shop", "1.1.0", more: "public static int Price(int what) => 1;");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop", "1.0.0");

        ChangeResult refused = await store.InstallAsync("shop");

        Assert.Equal(ChangeOutcome.Refused, refused.Outcome);
        Reason reason = Assert.Single(refused.Reasons);
        Assert.Equal(PackageReasonCodes.DishonestVersion, reason.Code);
        Assert.Contains("2.0.0", reason.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", Assert.Single(store.List().Active.Plugins).Version.Version);
        Assert.Equal(HistoryKind.Refused, store.History()[0].Kind);
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(_test.Folder, "content")));

        ChangeResult allowed = await store.InstallAsync("shop", null, new ChangeOptions { AllowBreaking = ["Shop.Price"] });

        Assert.Equal(ChangeOutcome.Done, allowed.Outcome);
        Assert.NotEmpty(Assert.Single(allowed.Plan).AllowedBreaks);
        Assert.Contains("allowed by name", store.History("shop")[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OlderVersion_OnlyByName()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");

        ChangeResult byRange = await store.InstallAsync("shop", "[1.0,1.1)");
        ChangeResult byName = await store.InstallAsync("shop", "1.0.0");

        Assert.Equal(StoreReasons.Downgrade, Assert.Single(byRange.Reasons).Code);
        Assert.Equal((ChangeOutcome.Done, PlannedKind.Downgrade), (byName.Outcome, Assert.Single(byName.Plan).Kind));
        Assert.Equal(("1.1.0", "1.0.0"), (store.History("shop")[0].OldVersion, store.History("shop")[0].NewVersion));
    }

    [Fact]
    public async Task Install_SameVersionWithOtherContent_IsRefused()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");
        _test.Feed.Shop("shop", "1.0.0", "System.Console.WriteLine();");

        ChangeResult result = await store.InstallAsync("shop", "[1.0,2.0)");

        Assert.Equal(StoreReasons.OtherContent, Assert.Single(result.Reasons).Code);
    }

    [Fact]
    public async Task Update_WithAPinAndAFailedVersion_TakesWhatIsLeft()
    {
        foreach (string version in (string[])["1.0.0", "1.1.0", "2.0.0"])
        {
            _test.Feed.Shop("shop", version);
            _test.Feed.Shop("till", version);
        }

        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0", "till 1.0.0"));
        await store.PinAsync("till", "1.*");
        Assert.Equal(["shop 1.0.0 2.0.0", "till 1.0.0 1.1.0"], (await store.OutdatedAsync()).Select(o => $"{o.PluginId} {o.Active} {o.Newest}"));

        ChangeResult result = await store.UpdateAsync([]);

        Assert.Equal(["shop 1.0.0 → 2.0.0", "till 1.0.0 → 1.1.0"], result.Plan.Select(p => p.ToString()).Order());
        Assert.Equal(StoreReasons.Pinned, Assert.Single((await store.InstallAsync("till", "2.0.0")).Reasons).Code);
        Assert.Equal(ChangeOutcome.Unchanged, (await store.UpdateAsync([])).Outcome);
    }

    [Fact]
    public async Task Install_UnknownPackage_SaysSo()
    {
        Directory.CreateDirectory(_test.Feed.Feed);
        using PluginStore store = _test.Open();

        ChangeResult result = await store.InstallAsync("nowhere");

        Assert.Equal(PackageReasonCodes.PackageNotFound, Assert.Single(result.Reasons).Code);
    }

    [Fact]
    public async Task Install_WhileAnotherHoldsTheStore_IsRefusedInWords()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore first = PluginStore.Open(_test.Folder, _test.Options with { LockPatience = TimeSpan.FromMilliseconds(50) });
        using PluginStore second = PluginStore.Open(_test.Folder, _test.Options with { LockPatience = TimeSpan.FromMilliseconds(50) });
        using (await first.Core.LockAsync("a long change", CancellationToken.None))
        {
            StoreException busy = await Assert.ThrowsAsync<StoreException>(() => second.InstallAsync("shop"));
            Assert.Equal(StoreReasons.Busy, busy.Code);
            Assert.Contains($"process {Environment.ProcessId} ('a long change'", busy.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ChangeOutcome.Done, (await second.InstallAsync("shop")).Outcome);
    }

    [Fact]
    public async Task Install_ManyAtOnce_AllAreThereInTheEnd()
    {
        string[] ids = [.. Enumerable.Range(0, 6).Select(i => $"p{i}")];
        foreach (string id in ids)
        {
            _test.Feed.Shop(id, "1.0.0");
        }

        using PluginStore first = PluginStore.Open(_test.Folder, _test.Options with { CacheFolder = _test["cache 1"] });
        using PluginStore second = PluginStore.Open(_test.Folder, _test.Options with { CacheFolder = _test["cache 2"] });
        ChangeResult[] results = [.. (await Task.WhenAll(InTurnAsync(first, ids[..3]), InTurnAsync(second, ids[3..])).LimitAsync()).SelectMany(r => r)];

        Assert.All(results, r => Assert.Equal(ChangeOutcome.Done, r.Outcome));
        Assert.Equal(ids, first.List().Active.Plugins.Select(p => p.PluginId));
        Assert.True((await second.VerifyAsync()).IsClean);
    }

    public void Dispose() => _test.Dispose();

    private static async Task<List<ChangeResult>> InTurnAsync(PluginStore store, IEnumerable<string> ids)
    {
        List<ChangeResult> results = [];
        foreach (string id in ids)
        {
            results.Add(await Task.Run(() => store.InstallAsync(id)));
        }

        return results;
    }
}
