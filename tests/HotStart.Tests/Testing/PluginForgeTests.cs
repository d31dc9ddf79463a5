using System.Reflection;
using System.Runtime.Loader;
using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class PluginForgeTests
{
    [Fact]
    public void Hello_BuiltTwiceWithOtherTexts_RunsEach()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);

        Assert.Equal("v1", CallHello(forge.Hello("v1")));
        Assert.Equal("v\"2\"", CallHello(forge.Hello("v\"2\"")));
    }

    [Fact]
    public void Compile_SameSourceTwice_GivesSameBytes() =>
        Assert.Equal(PluginForge.Compile(PluginSource.Hello("v1")), PluginForge.Compile(PluginSource.Hello("v1")));

    [Fact]
    public void Build_WithSymbolsAndVersionsAndReference_HasThemAll()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder["in a subfolder"]);
        string library = forge.Build(new PluginSource("lib", "public static class Lib { public static int Two => 2; }"));

        string plugin = forge.Build(new PluginSource("uses", "public static class Uses { public static int Two => Lib.Two; }")
        {
            AssemblyVersion = new Version(4, 3, 2, 1),
            Version = "4.3-beta",
            TargetFramework = ".NETCoreApp,Version=v11.0",
            References = [library],
            Symbols = true,
        });

        Assert.True(File.Exists(Path.ChangeExtension(plugin, ".pdb")));
        using LoadedFile context = new(plugin);
        Assert.Equal(new Version(4, 3, 2, 1), context.Assembly.GetName().Version);
        Assert.Contains(context.Assembly.GetReferencedAssemblies(), r => r.Name == "lib");
        Assert.Contains(context.Assembly.GetReferencedAssemblies(), r => r.Name == "System.Runtime");
        Assert.Contains(context.Assembly.CustomAttributes, a => a.ConstructorArguments is [{ Value: ".NETCoreApp,Version=v11.0" }]);
        Assert.Contains(context.Assembly.CustomAttributes, a => a.ConstructorArguments is [{ Value: "4.3-beta" }]);
    }

    [Fact]
    public void Build_BrokenSource_NamesErrorAndWritesNothing()
    {
        using TempFolder folder = new();

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => new PluginForge(folder.Path).Build("broken", "public class Broken { int X => \"text\"; }"));

        Assert.Contains("broken.cs(1,", e.Message, StringComparison.Ordinal);
        Assert.Contains("CS0029", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static object? CallHello(string dll)
    {
        using LoadedFile context = new(dll);
        return context.Assembly.GetType("Greeter", throwOnError: true)!.GetMethod("Hello")!.Invoke(null, null);
    }

    private sealed class LoadedFile : IDisposable
    {
        private readonly AssemblyLoadContext _context = new("forged", isCollectible: true);

        public LoadedFile(string dll) => Assembly = _context.LoadFromStream(new MemoryStream(File.ReadAllBytes(dll)));

        public Assembly Assembly { get; }

        public void Dispose() => _context.Unload();
    }
}
