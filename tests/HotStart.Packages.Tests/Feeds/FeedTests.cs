using System.Collections.Immutable;
using HotStart.Packages.Feeds;
using HotStart.Packages.Packing;
using NuGet.Versioning;

namespace HotStart.Packages.Tests.Feeds;

/// <summary>Planning and fetching, the same from a folder and from a server.</summary>
public sealed class FeedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_PluginWithDependencies_BringsAllOfThem(bool fromServer)
    {
        using TempFolder folder = new();
        await using FeedServer server = new();
        string[] files =
        [
            Nupkg.Library("Shop", "1.0.0").Needs("Money", "[1.0.0, 2.0.0)").Needs("HotStart.Abstractions", "0.1.0").Needs("System.Text.Json", "10.0.0").Write(folder["feed"]),
            Nupkg.Library("Money", "1.0.0").Needs("Text", "1.0.0").Write(folder["feed"]),
            Nupkg.Library("Money", "1.5.0").Write(folder["feed"]),
            Nupkg.Library("Text", "1.0.0").Write(folder["feed"]),
            Nupkg.Library("Text", "2.0.0").Write(folder["feed"]),
        ];
        Array.ForEach(files, server.Add);
        using PackageSources sources = Sources(folder, fromServer ? server.Index : folder["feed"]);

        PackagePlan plan = await sources.PlanAsync("shop");
        ImmutableArray<FetchedPackage> fetched = await sources.FetchAsync(plan, folder["cache"]);
        ImmutableArray<FetchedPackage> again = await sources.FetchAsync(plan, folder["cache"]);

        Assert.Equal(["shop 1.0.0", "Money 1.0.0", "Text 1.0.0"], plan.Packages.Select(p => $"{(p.Id == "Shop" ? "shop" : p.Id)} {p.Version}"));
        Assert.Equal(["HotStart.Abstractions", "System.Text.Json"], plan.Shared);
        Assert.Equal(["Money"], plan.Packages[0].Needs);
        Assert.All(fetched, f => Assert.Equal((false, $"{f.Sha256}.nupkg"), (f.WasThere, Path.GetFileName(f.Path))));
        Assert.All(again, f => Assert.True(f.WasThere));
        Assert.All(plan.Packages, p => Assert.Equal(!fromServer, p.Sha256 is not null));
        using PluginPackage package = await PluginPackage.OpenAsync(fetched[0].Path);
        Assert.Equal(("Shop", fetched[0].Sha256), (package.Id, package.Sha256));
    }

    [Fact]
    public async Task Plan_TwoNeedDifferentVersions_TakesTheLowestThatFitsBoth()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Needs("A", "1.0.0").Needs("B", "1.0.0").Write(folder["feed"]);
        Nupkg.Library("A", "1.0.0").Needs("Text", "1.0.0").Write(folder["feed"]);
        Nupkg.Library("B", "1.0.0").Needs("Text", "2.0.0").Write(folder["feed"]);
        Nupkg.Library("Text", "1.0.0").Write(folder["feed"]);
        Nupkg.Library("Text", "2.0.0").Write(folder["feed"]);
        Nupkg.Library("Text", "3.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);

        PackagePlan plan = await sources.PlanAsync("Shop");

        Assert.Equal(["A 1.0.0", "B 1.0.0", "Shop 1.0.0", "Text 2.0.0"], plan.Packages.Select(p => $"{p.Id} {p.Version}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Plan_DependenciesThatContradict_SaysSo()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Needs("A", "1.0.0").Needs("Text", "[1.0.0]").Write(folder["feed"]);
        Nupkg.Library("A", "1.0.0").Needs("Text", "[2.0.0]").Write(folder["feed"]);
        Nupkg.Library("Text", "1.0.0").Write(folder["feed"]);
        Nupkg.Library("Text", "2.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Shop"));

        Assert.Equal(PackageReasonCodes.DependencyConflict, e.Reasons[0].Code);
        Assert.Contains("Text", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "1.5.0")]
    [InlineData("[1.0.0, 1.5.0)", "1.0.0")]
    [InlineData("[1.0.0]", "1.0.0")]
    [InlineData("[2.0.0-beta, )", "2.0.0-beta")]
    public async Task Plan_Range_TakesTheNewestThatFits(string? range, string expected)
    {
        using TempFolder folder = new();
        foreach (string version in (string[])["1.0.0", "1.5.0", "2.0.0-beta"])
        {
            Nupkg.Library("Shop", version).Write(folder["feed"]);
        }

        using PackageSources sources = Sources(folder, folder["feed"]);

        PackagePlan plan = await sources.PlanAsync("Shop", range is null ? null : VersionRange.Parse(range));

        Assert.Equal(expected, plan.Packages[0].Version.ToNormalizedString());
        Assert.Equal(["1.5.0", "1.0.0"], (await sources.ListVersionsAsync("Shop")).Select(v => v.ToNormalizedString()));
        Assert.Equal(3, (await sources.ListVersionsAsync("Shop", includePrerelease: true)).Length);
    }

    [Fact]
    public async Task Plan_NothingThatFits_NamesTheFeedAndWhatThereIs()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Needs("Money", "9.0.0").Write(folder["feed"]);
        Nupkg.Library("Money", "1.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);

        PackageException none = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Shopp"));
        PackageException version = await Assert.ThrowsAsync<PackageException>(() => sources.PlanAsync("Shop"));

        Assert.Equal(PackageReasonCodes.PackageNotFound, none.Reasons[0].Code);
        Assert.Contains(folder["feed"], none.Message, StringComparison.Ordinal);
        Assert.Contains("Shop 1.0.0 needs Money", version.Message, StringComparison.Ordinal);
        Assert.Contains("There are: 1.0.0", version.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PackageThatIsAFile_PlansItsDependenciesAlone()
    {
        using TempFolder folder = new();
        using PluginPackage shop = await PluginPackage.OpenAsync(Nupkg.Library("Shop", "1.0.0").Needs("Money", "1.0.0").Write(folder["elsewhere"]));
        Nupkg.Library("Money", "1.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);

        PackagePlan plan = await sources.PlanAsync(shop);

        Assert.Equal(["Money"], plan.Packages.Select(p => p.Id));
    }

    [Fact]
    public async Task Fetch_FileInCacheThatWasChanged_IsFetchedAgain()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);
        PackagePlan plan = await sources.PlanAsync("Shop");
        string path = (await sources.FetchAsync(plan, folder["cache"]))[0].Path;
        byte[] good = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, [.. good, 0]);

        FetchedPackage again = (await sources.FetchAsync(plan, folder["cache"]))[0];

        Assert.False(again.WasThere);
        Assert.Equal(good, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Fetch_DraftOfAKilledProcess_IsRemoved()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Write(folder["feed"]);
        string draft = folder.Write("cache/0123.partial", "half");
        File.SetLastWriteTimeUtc(draft, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));
        string underWay = folder.Write("cache/4567.partial", "another process is at it");
        using PackageSources sources = Sources(folder, folder["feed"]);

        await sources.FetchAsync(await sources.PlanAsync("Shop"), folder["cache"]);

        Assert.False(File.Exists(draft));
        Assert.True(File.Exists(underWay));
    }

    [Fact]
    public async Task Fetch_ManyAtOnceIntoOneFolder_AllEndWithTheSame()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Write(folder["feed"]);

        string[] hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using PackageSources sources = Sources(folder, folder["feed"]);
            return (await sources.FetchAsync(await sources.PlanAsync("Shop"), folder["cache"]))[0].Sha256;
        }));

        Assert.Single(hashes.Distinct());
        Assert.Equal([hashes[0] + ".nupkg"], Directory.EnumerateFiles(folder["cache"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Fetch_PackageChangedSinceThePlan_IsRefused()
    {
        using TempFolder folder = new();
        Nupkg.Library("Shop", "1.0.0").Write(folder["feed"]);
        using PackageSources sources = Sources(folder, folder["feed"]);
        PackagePlan plan = await sources.PlanAsync("Shop");
        Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/more.txt", "more").Write(folder["feed"]);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => sources.FetchAsync(plan, folder["cache"]));

        Assert.Equal(PackageReasonCodes.HashMismatch, e.Reasons[0].Code);
        Assert.Empty(Directory.EnumerateFiles(folder["cache"]));
    }

    private static PackageSources Sources(TempFolder folder, params string[] feeds) => new(new PackageSourcesOptions { Feeds = [.. feeds], ConfigRoot = folder.Path });
}
