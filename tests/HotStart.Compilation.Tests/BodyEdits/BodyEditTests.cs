using HotStart.Compilation.Compiling;
using HotStart.Compilation.Tests.Compiling;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.BodyEdits;

/// <summary>What is compiled alone, what makes everything be compiled, and what is said then.</summary>
public sealed class BodyEditTests : IDisposable
{
    private const string Before = "public static class B { public const int C = 1; internal static int Set; public static int V() { return 1 + Set; } }";
    private readonly Bench _bench = new();

    public BodyEditTests()
    {
        _bench.Write("a.cs", "public static class A { public static int V() => B.V() + B.C; public static void Start() { B.Set = 1; B.Set = 0; } }");
        _bench.Write("b.cs", Before);
        _bench.Write("c.cs", "public struct Inner(int x) { public int Get() => x; } public static class C { public static string Get() => null; private static int Unused() { int careless; return 1; } }");
        _bench.Write("d.cs", "public class D { public int Size { get => field; set; } }");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Save_OfABody_CompilesOnlyItsFile()
    {
        await _bench.ImageAsync();
        _bench.Write("b.cs", Before.Replace("1 + Set", "41 + Set", StringComparison.Ordinal));

        Assert.Equal(42, Bench.Call(await _bench.ImageAsync(), "A", "V"));
        Assert.Equal(1, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_OfTheOldBody_GivesTheOldBytes()
    {
        byte[] old = await _bench.ImageAsync();
        _bench.Write("b.cs", Before.Replace("1 + Set", "41 + Set", StringComparison.Ordinal));
        byte[] changed = await _bench.ImageAsync();
        _bench.Write("b.cs", Before);

        Assert.Equal(old, await _bench.ImageAsync());
        Assert.NotEqual(old, changed);
        Assert.Equal(2, _bench.Compiler.BodyEdits);
    }

    [Theory]
    [InlineData("b.cs", Before, "public static class B { public const int C = 2; internal static int Set; public static int V() { return 1 + Set; } }")]
    [InlineData("b.cs", Before, "using System.Text; public static class B { public const int C = 1; internal static int Set; public static int V() { return 2 + Set; } }")]
    [InlineData("b.cs", Before, "#nullable disable\npublic static class B { public const int C = 1; internal static int Set; public static int V() { return 2 + Set; } }")]
    [InlineData("b.cs", Before, "public static class B { public const int C = 1; internal static long Set; public static int V() { return 2 + (int)Set; } }")]
    [InlineData("b.cs", Before, "public static class B { public const int C = 1; internal static int Set = 4; public static int V() { return 1 + Set; } }")]
    [InlineData("b.cs", Before, "public static class B { public const int C = 1; internal static int Set; public static int V() { return 1 + Set; } private static int More() => 1; }")]
    [InlineData("c.cs", "public struct Inner(int x) { public int Get() => x; }", "public struct Inner(int x) { public int Get() => 1; }")]
    [InlineData("d.cs", "public class D { public int Size { get => field; set; } }", "public class D { public int Size { get => 1; set { } } }")]
    public async Task Save_OfMoreThanABody_CompilesAll(string file, string before, string after)
    {
        _bench.Write(file, before);
        await _bench.ImageAsync();
        _bench.Write(file, after);

        using WarmCompiler cold = new(new CompilerOptions(), TimeProvider.System);
        BuildResult whole = await cold.CompileAsync("cold", await _bench.PlanAsync(), _bench.Folder["cold"], CancellationToken.None);

        Assert.Equal(await File.ReadAllBytesAsync(whole.MainFile!), await _bench.ImageAsync());
        Assert.Equal(0, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_WithAnotherResource_CompilesAll()
    {
        string argument = $"/resource:\"{_bench.Write("words.txt", "one")}\",words";
        await _bench.ImageAsync(argument);
        _bench.Write("b.cs", Before.Replace("1 + Set", "2 + Set", StringComparison.Ordinal));
        Assert.Equal(3, Words(await _bench.ImageAsync(argument)));
        Assert.Equal(1, _bench.Compiler.BodyEdits);

        _bench.Write("words.txt", "another");
        _bench.Write("b.cs", Before.Replace("1 + Set", "3 + Set", StringComparison.Ordinal));

        Assert.Equal(7, Words(await _bench.ImageAsync(argument)));
        Assert.Equal(1, _bench.Compiler.BodyEdits);

        static long? Words(byte[] image) => System.Reflection.Assembly.Load(image).GetManifestResourceStream("words")?.Length;
    }

    [Fact]
    public async Task Save_InAProgram_KeepsItsEntryPoint()
    {
        _bench.Write("program.cs", "int more = 1; return Twice(B.V()) + more; static int Twice(int x) => x * 2;");
        await _bench.ImageAsync();
        _bench.Write("b.cs", Before.Replace("1 + Set", "20 + Set", StringComparison.Ordinal));

        Assert.Equal(41, System.Reflection.Assembly.Load(await _bench.ImageAsync()).EntryPoint!.Invoke(null, [Array.Empty<string>()]));
        Assert.Equal(1, _bench.Compiler.BodyEdits);

        _bench.Write("program.cs", "int more = 2; return Twice(B.V()) + more; static int Twice(int x) => x * 2;");
        Assert.Equal(42, System.Reflection.Assembly.Load(await _bench.ImageAsync()).EntryPoint!.Invoke(null, [Array.Empty<string>()]));
        Assert.Equal(1, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_ThatAGeneratorWritesABodyFor_TakesThatBodyToo()
    {
        // What it writes depends on a body of B.
        string generator = _bench.Forge("gen", Bench.Generator("Gen", """
            int length = System.Linq.Enumerable.Single(compilation.SyntaxTrees, t => t.FilePath.EndsWith("b.cs")).Length;
            output.AddSource("made.g.cs", "public static partial class Made { public static int V() => " + length + "; }");
            """));
        _bench.Write("e.cs", "public static partial class Made { public static int Both() => V() + B.V(); }");
        await _bench.ImageAsync($"/analyzer:{generator}");
        string after = Before.Replace("1 + Set", "100 + Set", StringComparison.Ordinal);
        _bench.Write("b.cs", after);

        byte[] image = await _bench.ImageAsync($"/analyzer:{generator}");

        Assert.Equal(after.Length, Bench.Call(image, "Made", "V"));
        Assert.Equal(after.Length + 100, Bench.Call(image, "Made", "Both"));
        Assert.Equal(1, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_OfASignedAssembly_CompilesAll()
    {
        string key = _bench.Folder["key.snk"];
        using System.Security.Cryptography.RSACryptoServiceProvider rsa = new(2048);
        File.WriteAllBytes(key, rsa.ExportCspBlob(includePrivateParameters: true));
        await _bench.ImageAsync($"/keyfile:{key}");
        _bench.Write("b.cs", Before.Replace("1 + Set", "41 + Set", StringComparison.Ordinal));

        Assert.Equal(42, Bench.Call(await _bench.ImageAsync($"/keyfile:{key}"), "A", "V"));
        Assert.Equal(0, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_OfAnError_IsRefusedWithWhatAWholeCompilationSays()
    {
        await _bench.ImageAsync();
        _bench.Write("b.cs", Before.Replace("1 + Set", "missing", StringComparison.Ordinal));

        Assert.Contains("CS0103", (await _bench.ErrorAsync()).Message, StringComparison.Ordinal);

        _bench.Write("b.cs", Before.Replace("1 + Set", "7", StringComparison.Ordinal));
        Assert.Equal(8, Bench.Call(await _bench.ImageAsync(), "A", "V"));
        Assert.Equal(1, _bench.Compiler.BodyEdits);
    }

    [Fact]
    public async Task Save_OfCarelessCode_SaysWhatAWholeCompilationSays()
    {
        await _bench.CompileAsync();
        _bench.Write("b.cs", Before.Replace("return 1 + Set;", "string n = null; int unused = 1; return 1 + n.Length;", StringComparison.Ordinal));

        BuildResult warm = await _bench.CompileAsync();

        using WarmCompiler cold = new(new CompilerOptions(), TimeProvider.System);
        BuildResult whole = await cold.CompileAsync("cold", await _bench.PlanAsync(), _bench.Folder["cold"], CancellationToken.None);
        Assert.Equal(1, _bench.Compiler.BodyEdits);
        Assert.Equal(whole.Warnings.Select(w => w.Message).Where(m => !m.Contains("c.cs(1,", StringComparison.Ordinal) || !m.Contains("CS8603", StringComparison.Ordinal)).Order(StringComparer.Ordinal), warm.Warnings.Select(w => w.Message).Order(StringComparer.Ordinal));
        Assert.Contains(warm.Warnings, w => w.Diagnostic!.Code == "CS8602");
        Assert.Contains(warm.Warnings, w => w.Diagnostic!.Code == "CS0168" && w.Diagnostic.File.EndsWith("c.cs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_OfAWarningWhereWarningsAreErrors_IsRefused()
    {
        _bench.Write("c.cs", "public static class C { private static int _set; public static int Get() => _set; public static async Task Go() { _set = 1; await Task.Yield(); } }");
        const string careful = "public static class B { public const int C = 1; internal static int Set { get; set; } public static int V() => 1; }";
        _bench.Write("b.cs", careful);
        await _bench.ImageAsync("/warnaserror+");
        _bench.Write("b.cs", careful.Replace("=> 1", "=> 2", StringComparison.Ordinal));
        Assert.Equal(3, Bench.Call(await _bench.ImageAsync("/warnaserror+"), "A", "V"));
        Assert.Equal(1, _bench.Compiler.BodyEdits);

        _bench.Write("b.cs", careful.Replace("=> 1;", "{ int unused; return 1; }", StringComparison.Ordinal));

        Assert.Contains("CS0168", (await _bench.ErrorAsync("/warnaserror+")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterTheIdleTime_CompilesAll()
    {
        await _bench.ImageAsync();
        _bench.Time.Advance(_bench.Options.Compiler.IdleTime);
        _bench.Write("b.cs", Before.Replace("1 + Set", "41 + Set", StringComparison.Ordinal));

        Assert.Equal(42, Bench.Call(await _bench.ImageAsync(), "A", "V"));
        Assert.Equal(0, _bench.Compiler.BodyEdits);
    }
}
