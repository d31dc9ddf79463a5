using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Releases;

public sealed class ReleaseTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public async Task Rollback_GoesBackToCodeAndSettings_WithoutAFeed()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 currency=EUR"));
        await store.CommitAsync();
        await store.ApplyAsync(TestStore.File("summer", "shop 1.1.0 currency=USD"));
        Directory.Delete(_test.Feed.Feed, recursive: true);

        ChangeResult back = await store.RollbackAsync();

        Assert.Equal((ChangeOutcome.Done, "spring", true), (back.Outcome, back.Active.Name, back.Active.IsPermanent));
        ReleasePlugin plugin = Assert.Single(back.Active.Plugins);
        Assert.Equal(("1.0.0", "EUR"), (plugin.Version.Version, plugin.Settings["currency"]));
        Assert.Equal(ReleaseStatus.Withdrawn, store.FindRelease("summer")!.Status);

        ChangeResult forth = await store.RollbackAsync("summer");
        Assert.Equal((ReleaseStatus.Current, 2), (forth.Active.Status, forth.Active.TriesLeft));
    }

    [Fact]
    public async Task Rollback_NothingBefore_SaysSo()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");

        Assert.Equal(StoreReasons.NothingToRollBackTo, (await Assert.ThrowsAsync<StoreException>(() => store.RollbackAsync())).Code);
        Assert.Equal(StoreReasons.Unknown, (await Assert.ThrowsAsync<StoreException>(() => store.RollbackAsync("winter"))).Code);
    }

    [Fact]
    public async Task Apply_SettingsOnly_IsANewRelease()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 currency=EUR"));

        ChangeResult result = await store.ApplyAsync(TestStore.File("summer", "shop 1.0.0 currency=USD"));

        Assert.Equal(PlannedKind.Settings, Assert.Single(result.Plan).Kind);
        Assert.Equal("spring", store.FindRelease("spring")!.Name);
        Assert.Equal(ReleaseStatus.Superseded, store.FindRelease("spring")!.Status);
    }

    [Fact]
    public async Task Apply_NameThatIsTaken_IsRefused()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0"));

        Assert.Equal(StoreReasons.BadReleaseFile, Assert.Single((await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 a=b"))).Reasons).Code);
    }

    [Theory]
    [InlineData("""{ "plugins": { "shop": { "verzion": "1.0.0" } } }""", "verzion")]
    [InlineData("""{ "name": "spring" }""", "plugins")]
    [InlineData("[", "no release file")]
    public void Read_FileWithAMistake_NamesIt(string text, string what) =>
        Assert.Contains(what, Assert.Throws<StoreException>(() => ReleaseFile.Parse(text, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Remove_LeavesTheOthers()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("till", "1.0.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File(null, "shop 1.0.0", "till 1.0.0"));

        ChangeResult result = await store.RemoveAsync("shop");

        Assert.Equal("shop 1.0.0 removed", Assert.Single(result.Plan).ToString());
        Assert.Equal("till", Assert.Single(result.Active.Plugins).PluginId);
    }

    public void Dispose() => _test.Dispose();
}
