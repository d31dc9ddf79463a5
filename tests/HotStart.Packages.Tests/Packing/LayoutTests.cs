using HotStart.Flow.Candidates;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>The folder that is laid out of packages.</summary>
public sealed class LayoutTests
{
    private static string Here => NativeAssets.Platforms[0];

    [Fact]
    public async Task Extract_SeveralFrameworks_TakesTheNearest()
    {
        using TempFolder folder = new();
        string file = new Nupkg("Shop", "1.0.0")
            .With("lib/netstandard2.0/Shop.dll", "old").With("lib/net8.0/Shop.dll", "near").With("lib/net99.0/Shop.dll", "future").With("lib/net48/Shop.dll", "other")
            .Write(folder.Path);

        Assert.Equal("near", await File.ReadAllTextAsync(await ExtractAsync(file, folder["out"])));
    }

    [Fact]
    public async Task Extract_NothingForThisFramework_SaysWhatThereIs()
    {
        using TempFolder folder = new();
        string file = new Nupkg("Shop", "1.0.0").With("lib/net99.0/Shop.dll", "future").Write(folder.Path);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => ExtractAsync(file, folder["out"]));

        Assert.Equal(ReasonCodes.WrongFramework, e.Reasons[0].Code);
        Assert.Contains("net99.0", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task Extract_FilesForPlatforms_TakesThisOneAlone()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0")
            .With($"runtimes/{Here}/native/libx.so", "here").With("runtimes/solaris-sparc/native/libx.so", "there")
            .With($"runtimes/{Here}/lib/net10.0/Shop.dll", "special")
            .Write(folder.Path);

        string main = await ExtractAsync(file, folder["out"]);

        Assert.Equal("here", await File.ReadAllTextAsync(Path.Combine(folder["out"], "runtimes", Here, "native", "libx.so")));
        Assert.False(Directory.Exists(Path.Combine(folder["out"], "runtimes", "solaris-sparc")));
        Assert.Equal("special", await File.ReadAllTextAsync(main));
    }

    [Fact]
    public async Task Extract_PluginShipsWhatADependencyHas_KeepsItsOwn()
    {
        using TempFolder folder = new();
        string dependency = new Nupkg("Money", "1.0.0").With("lib/net10.0/Money.dll", "dependency").With("lib/net10.0/de/Money.resources.dll", "german").With("lib/net10.0/Money.xml", "docs").Write(folder["a"]);
        string shop = Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/Money.dll", "own").Write(folder["b"]);

        await ExtractAsync(shop, folder["out"], dependency);

        Assert.Equal("own", await File.ReadAllTextAsync(folder["out/Money.dll"]));
        Assert.Equal("german", await File.ReadAllTextAsync(folder["out/de/Money.resources.dll"]));
        Assert.False(File.Exists(folder["out/Money.xml"]));
    }

    [Fact]
    public async Task Extract_TwoDependenciesWithTheSameFile_AreRefusedUnlessEqual()
    {
        using TempFolder folder = new();
        string one = new Nupkg("One", "1.0.0").With("lib/net10.0/Same.dll", "a").Write(folder["a"]);
        string equal = new Nupkg("Two", "1.0.0").With("lib/net10.0/Same.dll", "a").Write(folder["a"]);
        string other = new Nupkg("Three", "1.0.0").With("lib/net10.0/Same.dll", "b").Write(folder["a"]);
        string shop = Nupkg.Library("Shop", "1.0.0").Write(folder["b"]);

        await ExtractAsync(shop, folder["fine"], one, equal);
        PackageException e = await Assert.ThrowsAsync<PackageException>(() => ExtractAsync(shop, folder["out"], one, other));

        Assert.Equal(PackageReasonCodes.DependencyConflict, e.Reasons[0].Code);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task Extract_FolderThatHoldsSomething_TouchesNothing()
    {
        using TempFolder folder = new();
        folder.Write("out/mine.txt", "mine");
        string shop = Nupkg.Library("Shop", "1.0.0").Write(folder["b"]);

        await Assert.ThrowsAsync<IOException>(() => ExtractAsync(shop, folder["out"]));

        Assert.Equal([folder["out/mine.txt"]], Directory.EnumerateFileSystemEntries(folder["out"]));
    }

    [Fact]
    public async Task Extract_Cancelled_LeavesNothing()
    {
        using TempFolder folder = new();
        string shop = Nupkg.Library("Shop", "1.0.0").Write(folder["b"]);
        using PluginPackage package = await PluginPackage.OpenAsync(shop);
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => package.ExtractAsync(folder["store/out"], [], stop.Token));

        Assert.False(Directory.Exists(folder["store"]) && Directory.EnumerateFileSystemEntries(folder["store"]).Any());
    }

    [Fact]
    public async Task Extract_LibraryWithSeveralAssembliesAndNoManifest_AsksWhichIsThePlugin()
    {
        using TempFolder folder = new();
        string file = new Nupkg("Shop", "1.0.0").With("lib/net10.0/A.dll", "a").With("lib/net10.0/B.dll", "b").Write(folder.Path);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => ExtractAsync(file, folder["out"]));

        Assert.Equal(PackageReasonCodes.NoPlugin, e.Reasons[0].Code);
    }

    private static async Task<string> ExtractAsync(string file, string target, params string[] dependencies)
    {
        using PluginPackage package = await PluginPackage.OpenAsync(file);
        List<PluginPackage> opened = [];
        try
        {
            foreach (string dependency in dependencies)
            {
                opened.Add(await PluginPackage.OpenAsync(dependency));
            }

            return await package.ExtractAsync(target, opened);
        }
        finally
        {
            opened.ForEach(o => o.Dispose());
        }
    }
}
