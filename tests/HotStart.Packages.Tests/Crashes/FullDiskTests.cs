using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A real small disk that is full more and more, or cannot be written. Needs root, to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TestStore _test = new();

    [Fact]
    public async Task Install_OnADiskWithTooLittleRoom_SaysSoAndTheOldServes()
    {
        using SmallDisk disk = SmallDisk.Mount(_test.Folder, "2m");
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0", more: $"public static string Big() => \"{new string('x', 40_000)}\";");
        using PluginStore store = _test.Open();
        Assert.True((await store.InstallAsync("shop", "1.0.0")).Succeeded);
        await store.CommitAsync();
        await using StoreHost host = await _test.HostAsync();
        int refused = 0, done = 0;

        // From no room at all upwards, a page at a time: somewhere in between each write is the first that fails.
        for (int pages = 0; done == 0 && pages < 160; pages += 3)
        {
            disk.Fill(pages);
            try
            {
                ChangeResult result = await store.InstallAsync("shop");
                done += result.Succeeded ? 1 : 0;
            }
            catch (StoreException e)
            {
                refused++;
                Assert.Equal(StoreReasons.DiskFull, e.Code);
                Assert.Contains("nothing was changed", e.Message, StringComparison.Ordinal);
                Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
                await EachIsDoneOrRefusedAsync(store);
                disk.Free();
                VerifyReport report = await store.VerifyAsync();
                Assert.True(report.IsClean, string.Join("; ", report.Problems.Select(p => p.Message)));
            }
        }

        Assert.True(refused > 3, $"{refused} were refused");
        Assert.Equal(1, done);
        Assert.Equal("shop 1.1.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
    }

    [Fact]
    public async Task Start_OnADiskThatCannotBeWritten_ServesWhatIsProven()
    {
        using SmallDisk disk = SmallDisk.Mount(_test.Folder, "2m");
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("shop", "1.1.0");
        using (PluginStore store = _test.Open())
        {
            await store.InstallAsync("shop", "1.0.0");
            await store.CommitAsync();
            await store.InstallAsync("shop");
        }

        disk.ForbidWriting();
        List<string> told = [];
        await using (StoreHost host = await _test.HostAsync(o => o.Recorded = r => told.Add(r.Message)))
        {
            // The new one's try cannot be counted: it could be made for ever.
            Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
            Assert.Contains(told, m => m.Contains("cannot be written", StringComparison.Ordinal));
            using PluginStore store = _test.Open();
            foreach (Func<Task> change in (Func<Task>[])[() => store.InstallAsync("shop", "1.0.0"), () => store.RollbackAsync("1"), () => store.CommitAsync(), () => store.CollectGarbageAsync(1), () => store.PinAsync("shop", "1.*")])
            {
                Assert.Equal(StoreReasons.ReadOnly, (await Assert.ThrowsAsync<StoreException>(change)).Code);
            }

            Assert.Equal("1.1.0", store.List().Active.Plugins[0].Version.Version);
            Assert.NotEmpty(store.History());
            Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        }
    }

    /// <summary>The other changes on the same full disk: they need less, so some may be done.</summary>
    private static async Task EachIsDoneOrRefusedAsync(PluginStore store)
    {
        foreach (Func<Task> change in (Func<Task>[])[() => store.PinAsync("shop", "1.*"), () => store.CollectGarbageAsync(), () => store.CommitAsync()])
        {
            Exception? problem = await Record.ExceptionAsync(change);
            Assert.True(problem is null or StoreException { Code: StoreReasons.DiskFull }, problem?.ToString());
        }

        Assert.Equal("1.0.0", Assert.Single(store.List().Active.Plugins).Version.Version);
    }

    public void Dispose() => _test.Dispose();
}
