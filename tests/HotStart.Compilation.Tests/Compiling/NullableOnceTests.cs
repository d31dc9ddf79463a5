using HotStart.Compilation.Compiling;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.Compiling;

/// <summary>Files that did not change are not analyzed for null again; nothing else may be different for it.</summary>
public sealed class NullableOnceTests : IDisposable
{
    private const string Careless = "public static class B { public static string V() => null; }";
    private readonly Bench _bench = new();

    public NullableOnceTests()
    {
        for (int i = 0; i < 4; i++)
        {
            _bench.Write($"other{i}.cs", $"public static class Other{i} {{ public static string V() => null; }}");
        }

        _bench.Write("b.cs", "public static class B { public static string V() => \"\"; }");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Warnings_OfTheChangedFile_AreToldAndThoseOfOthersOnce()
    {
        Assert.Equal(4, (await _bench.CompileAsync()).Warnings.Length);

        _bench.Write("b.cs", Careless);
        BuildResult changed = await _bench.CompileAsync();

        Assert.True(changed.Succeeded);
        SourceDiagnostic warning = Assert.Single(changed.Warnings).Diagnostic!;
        Assert.Equal(("CS8603", 1), (warning.Code, warning.Line));
        Assert.EndsWith("b.cs", warning.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_OfOneChangedFile_IsThatOfAColdCompiler()
    {
        await _bench.ImageAsync();

        // More than a body: it is compiled as a whole.
        _bench.Write("b.cs", "public static class B { public static string V() => null; public static int More() => 1; }");
        byte[] warm = await _bench.ImageAsync();

        using WarmCompiler cold = new(new CompilerOptions(), TimeProvider.System);
        BuildResult made = await cold.CompileAsync("cold", await _bench.PlanAsync(), _bench.Folder["cold"], CancellationToken.None);

        Assert.Equal(await File.ReadAllBytesAsync(made.MainFile!), warm);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.ChangeExtension(made.MainFile!, ".pdb")),
            await File.ReadAllBytesAsync(Path.ChangeExtension((await _bench.CompileAsync()).MainFile!, ".pdb")));
    }

    [Theory]
    [InlineData("/warnaserror+:nullable")]
    [InlineData("/warnaserror+")]
    [InlineData("/warnaserror+:CS8603")]
    public async Task Change_ThatAffectsAnUnchangedFileWhereWarningsAreErrors_IsRefused(string strict)
    {
        for (int i = 0; i < 4; i++)
        {
            _bench.Write($"other{i}.cs", $"public static class Other{i} {{ public static string V() => B.V(); }}");
        }

        await _bench.ImageAsync(strict);
        _bench.Write("b.cs", "public static class B { public static string? V() => null; }");

        BuildResult refused = await _bench.CompileAsync(strict);

        Assert.False(refused.Succeeded);
        Assert.All(refused.Errors, e => Assert.Contains("CS8603", e.Message, StringComparison.Ordinal));
        Assert.Equal(4, refused.Errors.Length);
    }

    [Fact]
    public async Task Change_OfAFileWithAnError_IsRefusedAndTheMendGoesLive()
    {
        await _bench.ImageAsync();
        _bench.Write("b.cs", "public static class B { public static string V() => 3; }");
        Assert.Contains("CS0029", (await _bench.ErrorAsync()).Message, StringComparison.Ordinal);
        _bench.Write("b.cs", "public static class B { public static string V() => \"mended\"; }");
        Assert.Equal("mended", Bench.Call(await _bench.ImageAsync(), "B", "V"));
    }
}
