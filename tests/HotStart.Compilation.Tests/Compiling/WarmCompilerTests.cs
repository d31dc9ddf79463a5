using System.Runtime.CompilerServices;
using HotStart.Compilation.Compiling;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;

namespace HotStart.Compilation.Tests.Compiling;

public sealed class WarmCompilerTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Compile_SeveralFilesOneChanged_GivesTheNewCode()
    {
        _bench.Write("a.cs", "public static class A { public static int V() => B.V() + 1; }");
        _bench.Write("sub/b.cs", "public static class B { public static int V() => 1; }");
        Assert.Equal(2, Bench.Call(await _bench.ImageAsync(), "A", "V"));

        _bench.Write("sub/b.cs", "public static class B { public static int V() => 41; }");

        Assert.Equal(42, Bench.Call(await _bench.ImageAsync(), "A", "V"));
    }

    [Fact]
    public async Task Compile_SameContentAgain_GivesTheSameBytes()
    {
        _bench.Write("a.cs", "public static class A { public static int V() => 1; }");
        byte[] first = await _bench.ImageAsync();
        _bench.Write("a.cs", "public static class A { public static int V() => 2; }");
        byte[] other = await _bench.ImageAsync();
        _bench.Write("a.cs", "public static class A { public static int V() => 1; }");

        Assert.Equal(first, await _bench.ImageAsync());
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Compile_FileAddedAndRemoved_GivesTheBytesOfAColdCompiler()
    {
        _bench.Write("b.cs", "public static class B;");
        byte[] alone = await _bench.ImageAsync();
        string added = _bench.Write("a.cs", "public static class A;");
        byte[] both = await _bench.ImageAsync();
        using WarmCompiler cold = new(new CompilerOptions(), TimeProvider.System);
        BuildResult coldResult = await cold.CompileAsync("cold", await _bench.PlanAsync(), _bench.Folder["cold"], CancellationToken.None);

        Assert.Equal(await File.ReadAllBytesAsync(coldResult.MainFile!), both);
        File.Delete(added);
        Assert.Equal(alone, await _bench.ImageAsync());
    }

    [Fact]
    public async Task Compile_ReferencedAssemblyReplaced_SeesTheNewOne()
    {
        PluginForge forge = new(_bench.Folder.MakeFolder("lib"));
        string lib = forge.Build("lib", "public static class Lib { public const int N = 1; }");
        _bench.Write("a.cs", "public static class A { public static int V() => Lib.N; }");
        Assert.Equal(1, Bench.Call(await _bench.ImageAsync($"/reference:{lib}"), "A", "V"));

        forge.Build("lib", "public static class Lib { public const int N = 2; }");

        Assert.Equal(2, Bench.Call(await _bench.ImageAsync($"/reference:{lib}"), "A", "V"));
    }

    [Fact]
    public async Task Compile_ReferenceMissing_NamesIt()
    {
        _bench.Write("a.cs", "class A;");

        Reason error = await _bench.ErrorAsync("/reference:/nowhere/lib.dll");

        Assert.Contains("'/nowhere/lib.dll' cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_FilesBesideThePlan_LieBesideTheDll()
    {
        _bench.Write("a.cs", "class A;");
        _bench.Folder.Write("beside/de/words.txt", "hallo");
        CompilePlan plan = await _bench.PlanAsync() with { BesideFolder = _bench.Folder["beside"] };

        BuildResult result = await _bench.Compiler.CompileAsync("key", plan, _bench.Folder["out"], CancellationToken.None);

        string folder = Path.GetDirectoryName(result.MainFile)!;
        Assert.Equal("hallo", await File.ReadAllTextAsync(Path.Join(folder, "de", "words.txt")));
        Assert.True(File.Exists(Path.Join(folder, "src.pdb")));
    }

    [Fact]
    public async Task Compile_CodeOutsideOfTypes_MakesAProgram()
    {
        _bench.Write("a.cs", "Console.WriteLine(); public static class A { public static int V() => 1; }");

        Assert.NotNull(System.Reflection.Assembly.Load(await _bench.ImageAsync()).EntryPoint);

        _bench.Write("a.cs", "public static class A { public static int V() => 1; }");
        Assert.Null(System.Reflection.Assembly.Load(await _bench.ImageAsync()).EntryPoint);
    }

    [Fact]
    public async Task Idle_TimeOver_DropsWhatWasKeptAndStartsAnew()
    {
        _bench.Write("a.cs", "public static class A { public static int V() => 1; }");
        // Of its own: what all tests refer to, others keep alive.
        string lib = new PluginForge(_bench.Folder.MakeFolder("lib")).Build("lib", "public static class Lib;");
        await _bench.ImageAsync($"/reference:{lib}");
        WeakReference metadata = Weak(lib);
        _bench.Time.Advance(_bench.Options.Compiler.IdleTime - TimeSpan.FromSeconds(1));
        Assert.Equal(1, _bench.Compiler.WarmCount);

        _bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, _bench.Compiler.WarmCount);
        await UnloadAssert.UnloadsAsync(metadata, "what was read of the references");
        Assert.Equal(1, Bench.Call(await _bench.ImageAsync(), "A", "V"));
    }

    [Fact]
    public async Task Idle_TimeOver_CompilesWithFilesBesideThePlanAsBefore()
    {
        _bench.Write("a.cs", "class A;");
        _bench.Folder.Write("beside/words.txt", "hallo");
        CompilePlan plan = await _bench.PlanAsync() with { BesideFolder = _bench.Folder["beside"] };
        BuildResult first = await _bench.Compiler.CompileAsync("key", plan, _bench.Folder["out"], CancellationToken.None);
        _bench.Time.Advance(_bench.Options.Compiler.IdleTime);
        Assert.Equal(0, _bench.Compiler.WarmCount);

        BuildResult second = await _bench.Compiler.CompileAsync("key", plan, _bench.Folder["out"], CancellationToken.None);

        Assert.True(second.Succeeded);
        Assert.NotEqual(first.MainFile, second.MainFile);
        Assert.Equal([Path.GetDirectoryName(second.MainFile)], Directory.EnumerateDirectories(_bench.Folder["out/compiled"]));
    }

    [Fact]
    public async Task Idle_CompiledMeanwhile_BeginsAnew()
    {
        _bench.Write("a.cs", "class A;");
        await _bench.ImageAsync();
        _bench.Time.Advance(_bench.Options.Compiler.IdleTime * 0.9);
        await _bench.ImageAsync();

        _bench.Time.Advance(_bench.Options.Compiler.IdleTime * 0.9);

        Assert.Equal(1, _bench.Compiler.WarmCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Weak(string path) =>
        MetadataCache.Peek(path)!.TryGetTarget(out AssemblyMetadata? target) ? new WeakReference(target) : throw new InvalidOperationException("It is gone already.");
}
