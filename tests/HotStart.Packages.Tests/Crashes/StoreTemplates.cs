using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

[assembly: AssemblyFixture(typeof(HotStart.Packages.Tests.Crashes.StoreTemplates))]

namespace HotStart.Packages.Tests.Crashes;

/// <summary>
/// Stores that the tests of crashes copy instead of making them anew: spring (shop 1.0 and till 1.0) is permanent, summer (both 1.1,
/// with other settings) is current, or permanent as well. Made when first asked for.
/// </summary>
public sealed class StoreTemplates : IAsyncDisposable
{
    private readonly Lazy<Task<TestStore>> _proven = new(() => MakeAsync(isProven: true));
    private readonly Lazy<Task<TestStore>> _unproven = new(() => MakeAsync(isProven: false));

    internal async Task<TestStore> CopyAsync(bool isProven)
    {
        TestStore template = await (isProven ? _proven : _unproven).Value;
        TestStore copy = new();
        foreach (string file in Directory.GetFiles(template[""], "*", SearchOption.AllDirectories))
        {
            string to = copy[Path.GetRelativePath(template[""], file)];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<TestStore>> made in (Lazy<Task<TestStore>>[])[_proven, _unproven])
        {
            if (made is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                (await made.Value).Dispose();
            }
        }
    }

    private static async Task<TestStore> MakeAsync(bool isProven)
    {
        TestStore test = new();
        foreach (string version in (string[])["1.0.0", "1.1.0", "1.2.0"])
        {
            test.Feed.Shop("shop", version);
            test.Feed.Shop("till", version);
        }

        using PluginStore store = test.Open();
        Assert.True((await store.InstallAsync("till", "1.2.0")).Succeeded);
        Assert.True((await store.RemoveAsync("till")).Succeeded);
        Assert.True((await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0 tax=19", "till 1.0.0"))).Succeeded);
        await store.CommitAsync();
        Assert.True((await store.ApplyAsync(TestStore.File("summer", "shop 1.1.0 tax=21", "till 1.1.0"))).Succeeded);
        if (isProven)
        {
            await store.CommitAsync();
        }

        await File.WriteAllTextAsync(test["autumn.json"], TestStore.File("autumn", "shop 1.2.0 tax=7", "till 1.0.0").ToString());
        await File.WriteAllTextAsync(test["unnamed.json"], TestStore.File(null, "shop 1.0.0 tax=0", "till 1.2.0").ToString());
        return test;
    }
}
