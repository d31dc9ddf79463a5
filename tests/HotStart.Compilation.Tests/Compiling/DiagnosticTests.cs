using System.Text;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Tests.Compiling;

public sealed class DiagnosticTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Error_InCode_NamesPlaceCodeAndLine()
    {
        string file = _bench.Write("a.cs", "public static class A\n{\n    public static int V() => 1\n}\n");

        Reason error = await _bench.ErrorAsync();

        Assert.Equal($"{file}(3,31): error CS1002: ; expected", error.Message);
        Assert.Equal(ReasonCodes.BuildFailed, error.Code);
        Assert.Equal(file, error.File);
        SourceDiagnostic place = error.Diagnostic!;
        Assert.Equal((file, 3, 31, 1), (place.File, place.Line, place.Column, place.Length));
        Assert.Equal(("CS1002", true, "; expected"), (place.Code, place.IsError, place.Message));
        Assert.Equal("    public static int V() => 1", place.SourceLine);
    }

    [Fact]
    public async Task Warning_InCode_IsNoError()
    {
        _bench.Write("a.cs", "public static class A { public static int V() { int unused; return 1; } }");

        BuildResult result = await _bench.CompileAsync();

        Assert.True(result.Succeeded);
        SourceDiagnostic place = Assert.Single(result.Warnings).Diagnostic!;
        Assert.Equal(("CS0168", false, 6), (place.Code, place.IsError, place.Length));
    }

    [Fact]
    public async Task Warning_MadeAnErrorByEditorconfig_Refuses()
    {
        _bench.Write("a.cs", "public static class A { public static int V() { int unused; return 1; } }");
        _bench.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.CS0168.severity = error\n");

        Assert.Equal("CS0168", (await _bench.ErrorAsync()).Diagnostic!.Code);

        _bench.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.CS0168.severity = none\n");
        BuildResult silent = await _bench.CompileAsync();
        Assert.True(silent.Succeeded);
        Assert.Empty(silent.Warnings);
    }

    [Fact]
    public async Task File_NotUtf8_IsRefusedWithPlaceAndByte()
    {
        string file = _bench.Write("a.cs", "");
        await File.WriteAllBytesAsync(file, [.. "// eins\n// ä"u8, 0xE4, .. " ende\nclass A;"u8]);

        Reason error = await _bench.ErrorAsync();

        Assert.StartsWith($"{file}(2,5): error invalid-utf8: The file is not valid UTF-8: byte 0xE4 at offset 13", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task File_WithByteOrderMark_IsUnderstood(string encoding)
    {
        string file = _bench.Write("a.cs", "");
        await File.WriteAllTextAsync(file, "public static class A { public static string V() => \"ä\"; }", Encoding.GetEncoding(encoding));

        Assert.Equal("ä", Bench.Call(await _bench.ImageAsync(), "A", "V"));
    }

    [Fact]
    public async Task File_Binary_IsRefusedInWords()
    {
        string file = _bench.Write("a.cs", "");
        await File.WriteAllBytesAsync(file, new byte[4096]);

        Assert.Contains("binary file", (await _bench.ErrorAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_FiveMegabytes_Compiles()
    {
        StringBuilder code = new("public static class A { public static int V() => 7;\n");
        for (int i = 0; code.Length < 5 << 20; i++)
        {
            code.Append($"    // line {i} of a very long file that somebody generated and nobody reads\n");
        }

        _bench.Write("a.cs", code.Append('}').ToString());

        Assert.Equal(7, Bench.Call(await _bench.ImageAsync(), "A", "V"));
    }

    [Fact]
    public async Task Exception_InCompiledCode_NamesFileAndLine()
    {
        string file = _bench.Write("a.cs", "public static class A\n{\n    public static int V() =>\n        throw new InvalidOperationException(\"no\");\n}\n");
        byte[] image = await _bench.ImageAsync();
        byte[] symbols = await File.ReadAllBytesAsync(Directory.GetFiles(_bench.Folder["out"], "src.pdb", SearchOption.AllDirectories).Single());
        Action call = System.Reflection.Assembly.Load(image, symbols).GetType("A")!.GetMethod("V")!.CreateDelegate<Func<int>>() is { } v ? () => v() : () => { };

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(call);

        Assert.Contains($"in {file}:line 4", thrown.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Debug_Asked_LeavesCodeUnoptimized(bool debug, bool unoptimized)
    {
        _bench.Options.Compiler.Debug = debug;
        _bench.Write("a.cs", "class A;");

        object[] attributes = System.Reflection.Assembly.Load(await _bench.ImageAsync()).GetCustomAttributes(typeof(System.Diagnostics.DebuggableAttribute), false);

        Assert.Equal(unoptimized, Assert.IsType<System.Diagnostics.DebuggableAttribute>(Assert.Single(attributes)).IsJITOptimizerDisabled);
    }
}
