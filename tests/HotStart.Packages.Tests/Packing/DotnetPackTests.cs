using System.IO.Compression;
using System.Security.Cryptography;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>What dotnet pack makes of a plugin's project with the targets that come with HotStart.Abstractions.</summary>
[Collection<PackedPluginUsers>]
public sealed class DotnetPackTests(PackedPlugins packed)
{
    [Fact]
    public async Task Pack_PluginProject_WritesManifest()
    {
        using PluginPackage package = await PluginPackage.OpenAsync(packed.Package("1.0.0"));

        PluginManifest manifest = Assert.IsType<PluginManifest>(package.Manifest);
        Version abstractions = typeof(PluginAttribute).Assembly.GetName().Version!;
        Assert.Equal(("shop", "1.0.0", "lib/net10.0/Shop.dll", "net10.0"), (manifest.Id, manifest.Version, manifest.Main, manifest.TargetFramework));
        Assert.Equal($"[{abstractions.ToString(3)}, {abstractions.Major + 1}.0.0)", manifest.Host);
        Assert.Equal(("Contoso.Shop", "shop"), (package.Id, package.PluginId));
        Assert.Contains(new ManifestSymbol("Till.Price", "function", "string Price(int cents)"), manifest.Symbols);
        Assert.Equal(new ManifestContract("HotStart.IPluginLifecycle", "HotStart.Abstractions", abstractions.ToString()), Assert.Single(manifest.Contracts));
        Assert.Equal(
            [new ManifestAsset("runtimes/linux-x64/native/libtill.so", "linux-x64"), new ManifestAsset("runtimes/win-x64/native/till.dll", "win-x64")],
            manifest.RuntimeAssets);
    }

    [Fact]
    public async Task Pack_PluginProject_HashesEachFile()
    {
        using PluginPackage package = await PluginPackage.OpenAsync(packed.Package("1.0.0"));
        using ZipArchive zip = await ZipFile.OpenReadAsync(packed.Package("1.0.0"));

        Assert.Equal(
            ["Contoso.Shop.nuspec", "lib/net10.0/Shop.dll", "lib/net10.0/Shop.runtimeconfig.json", "runtimes/linux-x64/native/libtill.so", "runtimes/win-x64/native/till.dll"],
            package.Manifest!.Files.Keys.Order(StringComparer.Ordinal));
        foreach ((string path, string hash) in package.Manifest.Files)
        {
            await using Stream stream = await zip.GetEntry(path)!.OpenAsync();
            Assert.Equal(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)), hash);
        }
    }

    [Fact]
    public async Task Pack_Library_GetsNoManifest()
    {
        using PluginPackage money = await PluginPackage.OpenAsync(Path.Combine(packed.Feed, "Contoso.Money.3.1.0.nupkg"));

        Assert.Null(money.Manifest);
        Assert.Equal(("Contoso.Money", "Contoso.Money"), (money.Id, money.PluginId));
    }

    [Fact]
    public async Task Pack_PluginProject_NamesItsDependencies()
    {
        using PluginPackage package = await PluginPackage.OpenAsync(packed.Package("1.0.0"));

        Assert.Equal(["Contoso.Money", "HotStart.Abstractions"], package.Dependencies.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Extract_PluginWithDependency_RunsInAHost()
    {
        using TempFolder folder = new();
        using PluginPackage package = await PluginPackage.OpenAsync(packed.Package("1.0.0"));
        using PluginPackage money = await PluginPackage.OpenAsync(Path.Combine(packed.Feed, "Contoso.Money.3.1.0.nupkg"));

        string main = await package.ExtractAsync(folder["store/shop"], [money]);

        Assert.Equal(folder["store/shop/Shop.dll"], main);
        Assert.Equal(
            ["Contoso.Money.dll", "Shop.dll", "Shop.runtimeconfig.json", "runtimes/linux-x64/native/libtill.so"],
            Directory.EnumerateFiles(folder["store/shop"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder["store/shop"], f)).Order(StringComparer.Ordinal));
        await using Plugin plugin = Plugin.Open(main);
        Assert.Equal("12.34 EUR", plugin.Lookup<Func<int, string>>("Price")(1234));
        Assert.Equal("shop", plugin.Id);
    }

    [Fact]
    public async Task PackAsync_Project_GivesTheSameManifestAndLeavesTheProjectAlone()
    {
        using TempFolder folder = new();
        string[] before = Directory.GetDirectories(Path.GetDirectoryName(packed.Shop)!);

        PackedPlugin made = await PluginPacker.PackAsync(packed.Shop, folder["out"], new PluginPackOptions { Version = "1.5.0" });

        using PluginPackage package = await PluginPackage.OpenAsync(packed.Package("1.0.0"));
        Assert.Equal(package.Manifest!.Symbols, made.Manifest.Symbols);
        Assert.Equal(("Contoso.Shop", "1.5.0", folder["out/Contoso.Shop.1.5.0.nupkg"]), (made.PackageId, made.Manifest.Version, made.Path));
        Assert.Equal(before, Directory.GetDirectories(Path.GetDirectoryName(packed.Shop)!));
    }
}
