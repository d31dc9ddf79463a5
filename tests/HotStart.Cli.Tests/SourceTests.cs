using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary>C# source: what a person sees, and what a script reads.</summary>
public sealed class SourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SourceFile_CompilesAndCalls()
    {
        string file = _folder.Write("hello.cs", "public static class G { public static string Hello() => \"hi\"; }");

        Assert.Equal(new ToolRun(0, "hi\n", ""), await ToolRun.OfAsync("run", file, "--once"));
    }

    [Fact]
    public async Task Run_CompileError_ShowsPlaceLineAndMarker()
    {
        string file = _folder.Write("hello.cs", "public static class G\n{\n\tpublic static int Hello() => missing.X;\n}\n");

        ToolRun run = await ToolRun.OfAsync("run", file, "--once");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"{file}(3,31): error CS0103: The name 'missing' does not exist in the current context\n"
            + "    public static int Hello() => missing.X;\n"
            + "                                 ^~~~~~~\n",
            run.Error);
    }

    [Fact]
    public async Task Check_CompileError_IsAnObjectInJson()
    {
        string file = _folder.Write("hello.cs", "class A { int x = 1 }");

        ToolRun run = await ToolRun.OfAsync("check", file, "--json");

        JsonElement error = Assert.Single(Assert.Single(run.Json).GetProperty("reasons").EnumerateArray()).GetProperty("diagnostic");
        Assert.Equal(
            (file, 1, 21, "CS1002", "error", "; expected", "class A { int x = 1 }"),
            (error.GetProperty("file").GetString(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetInt32(),
                error.GetProperty("code").GetString(), error.GetProperty("severity").GetString(), error.GetProperty("message").GetString(),
                error.GetProperty("sourceLine").GetString()));
    }

    [Fact]
    public async Task Check_Warning_IsToldAndFits()
    {
        string file = _folder.Write("hello.cs", "public static class G { public static int Hello() { int unused; return 1; } }");

        ToolRun run = await ToolRun.OfAsync("check", file);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("): warning CS0168: The variable 'unused' is declared but never used\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("fit: hello (1.0.0)\n", run.Out);
    }

    [Fact]
    public async Task Run_BrokenFile_WaitsUntilItIsMended()
    {
        string file = _folder.Write("hello.cs", "public static class G { public static string Hello() => ; }");
        await using ToolProcess tool = ToolProcess.Start("run", file);
        await tool.ErrorAsync("error CS1525");
        await tool.ErrorAsync("waiting until hello.cs is mended");

        File.WriteAllText(file, "public static class G { public static string Hello() => \"mended\"; }");
        await tool.LineAsync("mended");
        File.WriteAllText(file, "public static class G { public static string Hello() => \"watched\"; }");
        await tool.LineAsync("watched");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["mended", "modified file: hello.cs", "watched"], tool.Out.All);
    }

    [Fact]
    public async Task Run_Program_SaysWhyNothingCanBeCalled()
    {
        string file = _folder.Write("hello.cs", "Console.WriteLine(\"hi\");");

        ToolRun run = await ToolRun.OfAsync("run", file, "--once");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("Statements outside of any class make a program", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SourceFolderEdited_NamesTheFileTellsErrorsAndGoesOn()
    {
        _folder.Write("hello/greeter.cs", "public static class G { public static string Hello() => Words.Hi; }");
        string words = _folder.Write("hello/words.cs", "static class Words { public const string Hi = \"v1\"; }");
        await using ToolProcess tool = ToolProcess.Start("run", _folder["hello"]);
        await tool.LineAsync("v1");

        File.WriteAllText(words, "static class Words { public const string Hi = \"v2\" }");
        await tool.ErrorAsync($"{words}(1,52): error CS1002: ; expected");
        await tool.ErrorAsync("keeps serving generation 1");
        File.WriteAllText(words, "static class Words { public const string Hi = \"v3\"; }");
        await tool.LineAsync("v3");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["v1", "modified file: words.cs", "v3"], tool.Out.All);
    }
}
