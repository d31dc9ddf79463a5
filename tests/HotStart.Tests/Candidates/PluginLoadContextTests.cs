using System.Reflection;
using HotStart.Flow.Candidates;

namespace HotStart.Tests.Candidates;

public sealed class PluginLoadContextTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Stager _stager;

    public PluginLoadContextTests() => _stager = _scratch.Stager();

    public void Dispose()
    {
        _stager.Dispose();
        _scratch.Dispose();
    }

    private Assembly Load(string relative, string[]? named = null)
    {
        StagedCopy staged = _stager.Stage(ArtifactResolver.Resolve(_scratch[relative]), relative.Replace('/', '_'));
        return new PluginLoadContext(relative, staged, new SharedAssemblies(named ?? []), collectible: true).LoadMain();
    }

    private static object? Call(Assembly assembly, string method) =>
        assembly.GetType("A")!.GetMethod(method)!.Invoke(null, null);

    [Fact]
    public void Load_TwoVersionsOfOneLibrary_EachPluginHasItsOwn()
    {
        string lib1 = _scratch.Compile("one/lib.dll", "public static class L { public static string V() => \"first\"; }", version: "1.0.0.0");
        _scratch.Compile("one/one.dll", "public static class A { public static string V() => L.V(); }", references: [lib1]);
        string lib2 = _scratch.Compile("two/lib.dll", "public static class L { public static string V() => \"second\"; }", version: "2.0.0.0");
        _scratch.Compile("two/two.dll", "public static class A { public static string V() => L.V(); }", references: [lib2]);

        Assert.Equal("first", Call(Load("one"), "V"));
        Assert.Equal("second", Call(Load("two"), "V"));
    }

    [Fact]
    public void Load_AbstractionsShipped_AreStillTheHosts()
    {
        File.Copy(typeof(PluginContext).Assembly.Location, _scratch["HotStart.Abstractions.dll"]);
        _scratch.Compile("a.dll", "public static class A { public static Type T() => typeof(PluginContext); }");

        Assert.Same(typeof(PluginContext), Call(Load("a.dll"), "T"));
    }

    [Fact]
    public void Load_NamedAssembly_IsTheHosts()
    {
        string host = typeof(Microsoft.CodeAnalysis.Compilation).Assembly.Location;
        Directory.CreateDirectory(_scratch["p"]);
        File.Copy(host, _scratch["p/Microsoft.CodeAnalysis.dll"]);
        _scratch.Compile("p/p.dll", "public static class A { public static Type T() => typeof(Microsoft.CodeAnalysis.Platform); }", references: [host]);

        Assert.Same(typeof(Microsoft.CodeAnalysis.Platform), Call(Load("p", ["microsoft.codeanalysis"]), "T"));
        Assert.NotSame(typeof(Microsoft.CodeAnalysis.Platform), Call(Load("p"), "T"));
    }

    [Fact]
    public void Load_NotShippedButInHost_IsTheHosts()
    {
        string host = typeof(Microsoft.CodeAnalysis.Compilation).Assembly.Location;
        _scratch.Compile("p/p.dll", "public static class A { public static Type T() => typeof(Microsoft.CodeAnalysis.Platform); }", references: [host]);

        Assert.Same(typeof(Microsoft.CodeAnalysis.Platform), Call(Load("p"), "T"));
    }

    [Fact]
    public void LoadUnmanagedDll_PlatformFolderAndBeside_AreFound()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string native = Path.Combine(folder, "libSystem.Native.so");
        Assert.SkipUnless(File.Exists(native), "Written for Linux.");
        string source = "public static class A { public static bool V() => System.Runtime.InteropServices.NativeLibrary.TryLoad(\"mine\", typeof(A).Assembly, null, out _); }";
        _scratch.Compile("rid/rid.dll", source);
        Directory.CreateDirectory(_scratch["rid/runtimes/linux-x64/native"]);
        Directory.CreateDirectory(_scratch[$"rid/runtimes/{NativeAssets.Platforms[0]}/native"]);
        File.Copy(native, _scratch[$"rid/runtimes/{NativeAssets.Platforms[0]}/native/libmine.so"]);
        _scratch.Compile("beside/beside.dll", source);
        File.Copy(native, _scratch["beside/libmine.so"]);
        _scratch.Compile("none/none.dll", source);

        Assert.Equal(true, Call(Load("rid"), "V"));
        Assert.Equal(true, Call(Load("beside"), "V"));
        Assert.Equal(false, Call(Load("none"), "V"));
    }

    [Fact]
    public void Load_Satellite_ComesFromItsCultureFolder()
    {
        Assert.SkipWhen(
            !AppContext.TryGetSwitch("System.Globalization.PredefinedCulturesOnly", out bool only) || only,
            "This process has the invariant culture alone: set PredefinedCulturesOnly to false in its project.");
        _scratch.Compile("p/p.dll", "public static class A { public static string? V() => System.Reflection.Assembly.GetExecutingAssembly().GetSatelliteAssembly(new System.Globalization.CultureInfo(\"de\")).GetName().Name; }");
        _scratch.Compile("p/de/p.resources.dll", "[assembly: System.Reflection.AssemblyCulture(\"de\")]");

        Assert.Equal("p.resources", Call(Load("p"), "V"));
    }

    [Fact]
    public void Location_IsTheStagedCopy() => Assert.StartsWith(
        _stager.Root, Load(Path.GetFileName(_scratch.Compile("a.dll", "public static class A;"))).Location);
}
