using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Packages.Tests.Store;

namespace HotStart.Packages.Tests.Releases;

/// <summary>A host reads what is active, however much else a store holds: counted, not timed.</summary>
public sealed class StoreStartTests : IDisposable
{
    private const int More = 300;

    // A search in a larger table may take a step more; reading its rows would take hundreds.
    private const int Slack = 10;

    private readonly TestStore _test = new();

    [Fact]
    public async Task Start_StoreThatHoldsMuchElse_ReadsNoMoreThanWithout()
    {
        _test.Feed.Shop("shop", "1.0.0");
        _test.Feed.Shop("till", "1.0.0");
        using PluginStore store = _test.Open();
        Release active = (await store.ApplyAsync(TestStore.File("spring", "shop 1.0.0", "till 1.0.0"))).Active;
        await store.CommitAsync();
        await StartAsync();
        IReadOnlyDictionary<string, int> few = await StartAsync();
        store.Core.Database.Write("filling", connection => Fill(connection, store.Core, active));
        Assert.Equal(2 + (2 * More), store.List().Versions.Length);

        IReadOnlyDictionary<string, int> many = await StartAsync();

        Assert.Contains(few, s => s.Key.Contains("FROM release_plugins", StringComparison.Ordinal));
        Assert.All(many, s => Assert.True(s.Value <= few.GetValueOrDefault(s.Key) + Slack, $"{few.GetValueOrDefault(s.Key)} steps, with more in the store {s.Value}: {s.Key}"));
    }

    public void Dispose() => _test.Dispose();

    /// <summary>The steps of each statement from the opening of the store until the plugins are live.</summary>
    private async Task<IReadOnlyDictionary<string, int>> StartAsync()
    {
        using StatementSteps steps = new(Path.Combine(_test.Folder, "store.db"));
        await using StoreHost host = await _test.HostAsync();
        Assert.Equal("shop 1.0.0", host.Plugins["shop"].Lookup<Func<string>>("Of")());
        return new Dictionary<string, int>(steps.Most, StringComparer.Ordinal);
    }

    // Versions without a file: nothing may look for one. Each with a release, and a row of history.
    private static bool Fill(Microsoft.Data.Sqlite.SqliteConnection connection, StoreCore core, Release active)
    {
        for (int number = 1; number <= More; number++)
        {
            ReleasePlugin[] plugins = [.. active.Plugins.Select(p =>
            {
                StoredVersion next = p.Version with { Version = $"1.{number}.0", Content = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) };
                next = next with { MainFile = Path.Combine(core.Paths.ContentOf(next.Content), "p", "p.dll") };
                return p with { Version = next with { Id = VersionRows.Add(connection, core.Paths, next, [new ContentFile("p/p.dll", next.Content, 1)]) } };
            })];
            long id = ReleaseRows.Add(connection, active with { Name = "", Request = "filling", Status = ReleaseStatus.Superseded, Plugins = [.. plugins] });
            HistoryRows.Add(connection, core.Record(HistoryKind.Installed, "filling", "done", "more") with { PluginId = "shop", Release = id });
        }

        return true;
    }
}
