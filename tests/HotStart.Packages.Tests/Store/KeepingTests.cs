using HotStart.Packages.Feeds;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Feeds;

namespace HotStart.Packages.Tests.Store;

public sealed class KeepingTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public async Task Gc_KeepsWhatAReleaseRefersTo_DeletesTheRest()
    {
        using PluginStore store = _test.Open();
        foreach (string version in (string[])["1.0.0", "1.1.0", "1.2.0"])
        {
            _test.Feed.Shop("shop", version);
            await store.InstallAsync("shop");
            await store.CommitAsync();
        }

        Assert.Empty((await store.CollectGarbageAsync()).Versions);
        Assert.Equal(["shop 1.0.0"], (await store.CollectGarbageAsync(2, dryRun: true)).Versions);
        GarbageReport report = await store.CollectGarbageAsync(2);

        Assert.Equal(["shop 1.0.0"], report.Versions);
        Assert.True(report.Bytes > 0);
        Assert.Equal(["1.1.0", "1.2.0"], store.List().Versions.Select(v => v.Version));
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_test.Folder, "content")).Length);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_test.Folder, "packages")).Length);
        VerifyReport verified = await store.VerifyAsync();
        Assert.True(verified.IsClean);
        Assert.Empty(verified.Notes);
        Assert.Equal(ChangeOutcome.Done, (await store.RollbackAsync()).Outcome);
    }

    [Fact]
    public async Task Verify_FileWasChanged_NamesIt()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        StoredVersion version = (await store.InstallAsync("shop")).Active.Plugins[0].Version;
        byte[] dll = await File.ReadAllBytesAsync(version.MainFile);
        dll[^1] ^= 1;
        await File.WriteAllBytesAsync(version.MainFile, dll);

        VerifyReport report = await store.VerifyAsync();

        Assert.Contains("shop.dll", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OnAMachineWithoutAFeed_IsImportedWithItsSettings()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("till", "2.0.0");
        using PluginStore store = _test.Open();
        await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 currency=EUR", "till 2.0.0"));
        await store.ExportAsync(_test["spring.hotstart"]);

        using PluginStore other = PluginStore.Open(_test["elsewhere"], _test.Options with { Sources = new() { Feeds = [_test["no feed"]] }, CacheFolder = _test["other.cache"] });
        EventLog<TransferProgress> told = new();
        ChangeResult imported = await other.ImportAsync(_test["spring.hotstart"], new ChangeOptions { Progress = new ToldProgress(told) });

        Assert.Equal((ChangeOutcome.Done, "spring"), (imported.Outcome, imported.Active.Name));
        Assert.Equal("EUR", imported.Active.Find("shop")!.Settings["currency"]);
        Assert.Equal("2.0.0", imported.Active.Find("till")!.Version.Version);
        Assert.True((await other.VerifyAsync()).IsClean);
        TransferProgress[] reading = [.. told.All.Where(t => t.What == "spring.hotstart")];
        Assert.True(reading.Length >= 2 && reading[0].Bytes == 0 && reading[^1].Bytes > 0 && reading[^1].Bytes <= reading[^1].Total, string.Join(", ", told.All));
    }

    [Fact]
    public async Task Import_DamagedFile_IsRefusedAndChangesNothing()
    {
        _test.Feed.Shop("shop", "1.0.0");
        using PluginStore store = _test.Open();
        await store.InstallAsync("shop");
        string file = _test["x.hotstart"];
        await store.ExportAsync(file);
        byte[] bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
        long before = store.List().Active.Id;

        await Assert.ThrowsAsync<StoreException>(() => store.ImportAsync(file));

        Assert.Equal(before, store.List().Active.Id);
    }

    [Fact]
    public async Task Open_StoreOfANewerHotStart_IsRefused()
    {
        using (PluginStore store = _test.Open())
        {
            await store.CommitAsync();
            store.Core.Database.Write("test", c => Sql.Run(c, "PRAGMA user_version = 99"));
        }

        Assert.Equal(StoreReasons.Newer, Assert.Throws<StoreException>(_test.Open).Code);
    }

    public void Dispose() => _test.Dispose();
}
