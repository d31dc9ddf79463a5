using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A store with two releases, and what must hold of it after any process on it was killed at any moment.</summary>
internal sealed class KilledStore : IDisposable
{
    public KilledStore()
    {
        foreach (string version in (string[])["1.0.0", "1.1.0", "1.2.0"])
        {
            Test.Feed.Shop("shop", version);
            Test.Feed.Shop("till", version);
        }
    }

    public TestStore Test { get; } = new();

    /// <summary>spring: shop 1.0 and till 1.0, permanent; summer: both 1.1, with other settings.</summary>
    public static async Task<KilledStore> MakeAsync(bool isProven = true)
    {
        KilledStore killed = new();
        using PluginStore store = killed.Test.Open();
        Assert.True((await store.InstallAsync("till", "1.2.0")).Succeeded);
        Assert.True((await store.RemoveAsync("till")).Succeeded);
        Assert.True((await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 tax=19", "till 1.0.0"))).Succeeded);
        await store.CommitAsync();
        Assert.True((await store.ApplyAsync(TestStore.File("summer", "shop 1.1.0 tax=21", "till 1.1.0"))).Succeeded);
        if (isProven)
        {
            await store.CommitAsync();
        }

        await File.WriteAllTextAsync(killed.Test["autumn.json"], TestStore.File("autumn", "shop 1.2.0 tax=7", "till 1.0.0").ToString());
        return killed;
    }

    /// <summary>
    /// After a kill: the store is clean and holds a whole release, one of those that could be; a host starts it and serves all of
    /// it; what was reported done is done; and the next change works.
    /// </summary>
    public async Task RequireWholeAsync(ChildStore child)
    {
        using (PluginStore store = Test.Open())
        {
            VerifyReport report = await store.VerifyAsync();
            Assert.True(report.IsClean, string.Join("; ", report.Problems.Select(p => p.Message)));
            string done = child.Lines.LastOrDefault(l => l.StartsWith("done ", StringComparison.Ordinal)) ?? "";
            if (done.Split(' ') is ["done", var number, ..] && long.TryParse(number, out long id))
            {
                Assert.True(store.List().Active.Id == id, $"'{done}' was reported, but release {store.List().Active.Id} is active");
            }
        }

        await using (StoreHost host = await Test.HostAsync())
        {
            Assert.Equal(
                host.Running.Plugins.Select(p => $"{p.PluginId} {p.Version.Version}"),
                host.Plugins.Status.Plugins.Select(p => host.Plugins[p.Id].Lookup<Func<string>>("Of")()));
            Assert.Equal(host.Running.Find("shop")?.Settings.GetValueOrDefault("tax"), host.Running.Name switch
            {
                "spring" => "19",
                "summer" => "21",
                "autumn" => "7",
                _ => host.Running.Find("shop")?.Settings.GetValueOrDefault("tax"),
            });
            Assert.Equal(2, host.Running.Plugins.Length);
        }

        using PluginStore after = Test.Open();
        await after.CollectGarbageAsync();
        Assert.Empty((await after.VerifyAsync()).Notes);
        Assert.True((await after.InstallAsync("shop", after.List().Active.Find("shop")!.Version.Version == "1.2.0" ? "1.1.0" : "1.2.0")).Succeeded);
    }

    public void Dispose() => Test.Dispose();
}
