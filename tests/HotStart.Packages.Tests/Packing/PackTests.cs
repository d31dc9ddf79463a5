using HotStart.Packages.Packing;

namespace HotStart.Packages.Tests.Packing;

/// <summary>hotstart pack of what is no project.</summary>
public sealed class PackTests
{
    [Fact]
    public async Task PackAsync_SourceFile_CompilesAndPacks()
    {
        using TempFolder folder = new();
        string source = folder.Write("hello.cs", "public static class Greeter { public static string Hello() => \"v1\"; }");

        PackedPlugin packed = await PluginPacker.PackAsync(source, folder["out"], new PluginPackOptions { Version = "1.2.3-beta.1" });

        using PluginPackage package = await PluginPackage.OpenAsync(packed.Path);
        Assert.Equal(("hello", "1.2.3-beta.1", "hello"), (package.Id, package.Version.ToNormalizedString(), package.PluginId));
        Assert.Equal([new ManifestSymbol("Greeter.Hello", "function", "string Hello()")], package.Manifest!.Symbols);
        Assert.Null(package.Manifest.Host);
        await using Plugin plugin = Plugin.Open(await package.ExtractAsync(folder["run"], []));
        Assert.Equal("v1", plugin.Lookup<Func<string>>("Hello")());
    }

    [Fact]
    public async Task PackAsync_DllWithWhatBelongsToIt_PacksBoth()
    {
        using TempFolder folder = new();
        byte[] library = Nupkg.Dll("Money", code: "namespace Money; public static class Euro { public static int One => 1; }");
        folder.Write("in/Money.dll", library);
        string dll = new PluginForge(folder["in"]).Build(new PluginSource("shop", "public static class Till { public static int Price() => Money.Euro.One; }")
        {
            ReferenceImages = [library],
            Version = "2.0.0+4711",
        });

        PackedPlugin packed = await PluginPacker.PackAsync(dll, folder["out"]);

        Assert.Equal(("shop", "2.0.0", folder["out/shop.2.0.0.nupkg"]), (packed.PackageId, packed.Manifest.Version, packed.Path));
        Assert.Equal(["lib/net10.0/Money.dll", "lib/net10.0/shop.dll"], packed.Manifest.Files.Keys.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PackAsync_Twice_GivesTheSameBytes()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder["in"]).Hello("1.0.0");

        PackedPlugin one = await PluginPacker.PackAsync(dll, folder["one"]);
        PackedPlugin two = await PluginPacker.PackAsync(dll, folder["two"]);

        Assert.Equal(one.Sha256, two.Sha256);
    }

    [Theory]
    [InlineData(null, "not a version", "--version")]
    [InlineData("no id!", "1.0.0", "--id")]
    public async Task PackAsync_NoValidName_SaysWhichOptionHelps(string? id, string version, string option)
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder["in"]).Hello(version);

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => PluginPacker.PackAsync(dll, folder["out"], new PluginPackOptions { Id = id }));

        Assert.Contains(option, e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task PackAsync_SourceThatDoesNotCompile_TellsTheErrors()
    {
        using TempFolder folder = new();
        string source = folder.Write("hello.cs", "public static class Greeter { int }");

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => PluginPacker.PackAsync(source, folder["out"], new PluginPackOptions { Version = "1.0.0" }));

        Assert.Contains(e.Reasons, r => r.Code == ReasonCodes.BuildFailed);
    }

    [Fact]
    public async Task PackAsync_BadHostRange_IsRefused()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder["in"]).Hello("1.0.0");

        PackageException e = await Assert.ThrowsAsync<PackageException>(() => PluginPacker.PackAsync(dll, folder["out"], new PluginPackOptions { Host = "new ones" }));

        Assert.Equal(PackageReasonCodes.ManifestInvalid, e.Reasons[0].Code);
    }
}
