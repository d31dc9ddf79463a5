using HotStart.Fixtures;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Store;

/// <summary>A store and a feed in a folder of their own.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public TestStore() => Feed = new PackageForge(_folder["feed"]);

    public PackageForge Feed { get; }

    public string Folder => _folder["store"];

    public string this[string relative] => _folder[relative];

    public PluginStoreOptions Options => new()
    {
        Sources = new PackageSourcesOptions { Feeds = [Feed.Feed] },
        CacheFolder = _folder["feed.cache"],
        Requester = "tests",
        Tries = 2,
    };

    public PluginStore Open() => PluginStore.Open(Folder, Options);

    public Task<StoreHost> HostAsync(Action<StoreHostOptions>? with = null)
    {
        StoreHostOptions options = new() { Store = Options, ProvingTime = TimeSpan.FromHours(1) };
        options.Host.StagingPath = _folder["staging"];
        with?.Invoke(options);
        return StoreHost.StartAsync(Folder, options);
    }

    /// <summary>A release file of plugins <c>id version key=value …</c>.</summary>
    public static ReleaseFile File(string? name, params string[] plugins) => ReleaseFile.Parse(
        $$"""{ {{(name is null ? "" : $"\"name\": \"{name}\",")}} "plugins": { {{string.Join(", ", plugins.Select(Plugin))}} } }""", "test");

    public void Dispose() => _folder.Dispose();

    private static string Plugin(string line)
    {
        string[] parts = line.Split(' ');
        string settings = string.Join(", ", parts.Skip(2).Select(s => $"\"{s.Split('=')[0]}\": \"{s.Split('=')[1]}\""));
        return $$"""
            "{{parts[0]}}": { "version": "{{parts[1]}}", "settings": { {{settings}} } }
            """;
    }
}
