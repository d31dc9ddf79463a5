using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>A store of <see cref="StoreTemplates"/>, and what must hold of it after a process on it was killed at any moment.</summary>
internal sealed class KilledStore : IDisposable
{
    private KilledStore(TestStore test) => Test = test;

    public TestStore Test { get; }

    public static async Task<KilledStore> MakeAsync(StoreTemplates templates, bool isProven) => new(await templates.CopyAsync(isProven));

    /// <summary>
    /// What the store says at first, and after each of some operations that end in order: made on another copy. A killed process leaves
    /// just one of these, and none before the last that it reported as done.
    /// </summary>
    public static async Task<string[]> StepsAsync(StoreTemplates templates, bool isProven, IEnumerable<string> operations)
    {
        using KilledStore twin = await MakeAsync(templates, isProven);
        using PluginStore store = twin.Test.Open();
        List<string> steps = [StoreSnapshot.Of(store)];
        foreach (string operation in operations)
        {
            try
            {
                await twin.DoAsync(store, operation);
            }
            catch (StoreException)
            {
                // Refused in words: a step that changes nothing.
            }

            steps.Add(StoreSnapshot.Of(store));
        }

        return [.. steps];
    }

    /// <summary>The operations as another process is told them.</summary>
    public string Words(IEnumerable<string> operations) => string.Join("; ", operations.Select(o => o.StartsWith("apply ", StringComparison.Ordinal) ? $"apply {Test[o[6..]]}" : o));

    /// <summary>Nothing torn, nothing lost: the store says just what it said after one of the steps.</summary>
    public void RequireStep(string[] steps, params IEnumerable<int> possible)
    {
        using PluginStore store = Test.Open();
        string found = StoreSnapshot.Of(store);
        Assert.True(possible.Any(p => steps[p] == found), $"The store is in none of the states {string.Join(" and ", possible)}. It says:\n{found}\n\nThese would be:\n{string.Join("\n\n", possible.Select(p => steps[p]))}");
    }

    /// <summary>
    /// After a kill: the store's own look finds nothing wrong, a host starts the release that is active and serves all of it with its
    /// settings, the clean-up takes away what was left in work, and the next change works.
    /// </summary>
    /// <returns>The release that the host served.</returns>
    public async Task<Release> RequireWholeAsync()
    {
        using (PluginStore store = Test.Open())
        {
            VerifyReport report = await store.VerifyAsync();
            Assert.True(report.IsClean, string.Join("; ", report.Problems.Select(p => p.Message)));
        }

        Release running;
        await using (StoreHost host = await Test.HostAsync())
        {
            running = host.Running;
            Assert.Equal(running.Id, host.Store.List().Active.Id);
            Assert.Equal(
                running.Plugins.Select(p => $"{p.PluginId} {p.Version.Version} {p.Settings.GetValueOrDefault("tax")}"),
                host.Plugins.Status.Plugins.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p =>
                    $"{host.Plugins[p.Id].Lookup<Func<string>>("Of")()} {host.Plugins[p.Id].Lookup<Func<string, string?>>("Setting")("tax")}"));
        }

        using PluginStore after = Test.Open();
        await after.CollectGarbageAsync();
        VerifyReport cleaned = await after.VerifyAsync();
        Assert.True(cleaned.IsClean);
        Assert.Empty(cleaned.Notes);
        Assert.True((await after.InstallAsync("shop", after.List().Active.Find("shop")?.Version.Version == "1.2.0" ? "1.1.0" : "1.2.0")).Succeeded);
        return running;
    }

    /// <summary>Does one operation as Hosts.Store does it.</summary>
    public Task DoAsync(PluginStore store, string operation)
    {
        ChangeOptions change = new() { WaitForHost = false };
        return operation.Split(' ') switch
        {
            ["install", var id, var version] => store.InstallAsync(id, version, change),
            ["apply", var file] => store.ApplyAsync(ReleaseFile.Read(Test[file]), change),
            ["rollback"] => store.RollbackAsync(null, change),
            ["commit"] => store.CommitAsync(),
            ["pin", var id, var range] => store.PinAsync(id, range),
            ["gc"] => store.CollectGarbageAsync(1),
            _ => throw new ArgumentException(operation),
        };
    }

    public void Dispose() => Test.Dispose();
}
