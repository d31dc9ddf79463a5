using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>Manifests that are wrong, or packages that were changed after their manifest was written.</summary>
public sealed class ManifestTests
{
    [Theory]
    [InlineData("schema", "99", PackageReasonCodes.ManifestTooNew)]
    [InlineData("schema", "0", PackageReasonCodes.ManifestInvalid)]
    [InlineData("id", "\"../evil\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("id", "null", PackageReasonCodes.ManifestInvalid)]
    [InlineData("version", "\"2.0.0\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("version", "\"one\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("main", "\"../../evil.dll\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("main", "\"lib/net10.0/none.dll\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("host", "\"soon\"", PackageReasonCodes.ManifestInvalid)]
    [InlineData("symbols", "[null]", PackageReasonCodes.ManifestInvalid)]
    [InlineData("symbols", "7", PackageReasonCodes.ManifestInvalid)]
    [InlineData("contracts", "[{\"type\":\"I\"}]", PackageReasonCodes.ManifestInvalid)]
    [InlineData("files", "{\"lib/net10.0/Shop.dll\":\"12\"}", PackageReasonCodes.ManifestInvalid)]
    [InlineData("files", "{}", PackageReasonCodes.HashMismatch)]
    public async Task Open_ManifestThatIsWrong_IsRefused(string field, string value, string code)
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true);
        Change(file, PluginManifest.FileName, text =>
        {
            JsonNode json = JsonNode.Parse(text)!;
            json[field] = JsonNode.Parse(value);
            return json.ToJsonString();
        });

        Assert.Contains(code, await CodesAsync(file));
    }

    [Fact]
    public async Task Open_UnknownFields_AreLeftAlone()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true);
        Change(file, PluginManifest.FileName, text => text.Insert(1, "\"later\": { \"x\": [1] },"));

        using PluginPackage package = await PluginPackage.OpenAsync(file);

        Assert.Equal("Shop", package.Manifest!.Id);
    }

    [Fact]
    public async Task Open_FileChangedAfterPack_NamesItAndBothHashes()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").With("lib/net10.0/prices.txt", "1").Write(folder.Path, withManifest: true);
        Change(file, "lib/net10.0/prices.txt", _ => "2");

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => PluginPackage.OpenAsync(file));

        Reason reason = Assert.Single(e.Reasons);
        Assert.Equal(PackageReasonCodes.HashMismatch, reason.Code);
        Assert.Contains("'lib/net10.0/prices.txt'", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileAddedAfterPack_IsRefused()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true);
        Change(file, "lib/net10.0/extra.dll", _ => "extra");

        Assert.Equal([PackageReasonCodes.HashMismatch], await CodesAsync(file));
    }

    [Fact]
    public async Task Write_ReadAgain_IsTheSame()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").With("runtimes/linux-x64/native/libx.so", "x").Write(folder.Path, withManifest: true);
        using PluginPackage package = await PluginPackage.OpenAsync(file);

        List<Reason> reasons = [];
        PluginManifest again = ManifestReader.Read(file, ManifestWriter.Write(package.Manifest!), reasons)!;

        Assert.Empty(reasons);
        Assert.Equal(package.Manifest!.Files, again.Files);
        Assert.Equal(package.Manifest.Symbols, again.Symbols);
        Assert.Equal(package.Manifest with { Files = again.Files, Symbols = again.Symbols, Contracts = again.Contracts, RuntimeAssets = again.RuntimeAssets }, again);
    }

    [Fact]
    public async Task Add_Twice_GivesTheSamePackage()
    {
        using TempFolder folder = new();
        string file = Nupkg.Library("Shop", "1.0.0").Write(folder.Path, withManifest: true);
        byte[] once = await File.ReadAllBytesAsync(file);

        ManifestPacker.Add(file, new ManifestSettings());

        Assert.Equal(once, await File.ReadAllBytesAsync(file));
    }

    private static async Task<string[]> CodesAsync(string file) =>
        [.. (await Assert.ThrowsAsync<PackageException>(() => PluginPackage.OpenAsync(file))).Reasons.Select(r => r.Code)];

    private static void Change(string file, string path, Func<string, string> change)
    {
        using ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update);
        string before = "";
        if (zip.GetEntry(path) is { } old)
        {
            using (StreamReader reader = new(old.Open()))
            {
                before = reader.ReadToEnd();
            }

            old.Delete();
        }

        using Stream stream = zip.CreateEntry(path).Open();
        stream.Write(Encoding.UTF8.GetBytes(change(before)));
    }
}
