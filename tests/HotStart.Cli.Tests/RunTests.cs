using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary>What <c>hotstart run --once</c> prints for which result, argument and mistake.</summary>
public sealed class RunTests
{
    private const string Code =
        """
        public enum Colour { Red, Green }
        public record Point(int X, int Y);
        public static class All
        {
            public static int Hits = 3;
            public static string Text() => "two\nlines [not markup]";
            public static double Number() => 1.5;
            public static bool Truth() => true;
            public static Colour Colour() => global::Colour.Green;
            public static string? Nothing() => null;
            public static void Void() { }
            public static Task TaskOnly() => Task.Delay(1);
            public static async ValueTask<int> Later() { await Task.Yield(); return 5; }
            public static Point Point() => new(1, 2);
            public static int[] List() => [1, 2];
            public static DateTime Date() => new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
            public static IEnumerable<int> Lazy() { yield return 1; throw new InvalidOperationException("late"); }
            public static async IAsyncEnumerable<int> Stream() { yield return 1; await Task.Yield(); yield return 2; }
            public static Type Odd() => typeof(int);
            public static string Join(string a, int b = 7, Colour c = global::Colour.Red, CancellationToken t = default) => $"{a} {b} {c}";
            public static int Move(Point p) => p.X + p.Y;
            public static string Over(int a) => "one";
            public static string Over(string a, string b) => "two";
            public static void Throw() => throw new ArgumentException("outer", new InvalidOperationException("inner"));
        }
        """;

    [Theory]
    [InlineData("Text", "two\nlines [not markup]")]
    [InlineData("Number", "1.5")]
    [InlineData("Truth", "true")]
    [InlineData("Colour", "Green")]
    [InlineData("Nothing", "null")]
    [InlineData("Later", "5")]
    [InlineData("Point", """{"X":1,"Y":2}""")]
    [InlineData("List", "[1,2]")]
    [InlineData("Date", "2026-01-02T03:04:05Z")]
    [InlineData("Stream", "1\n2")]
    [InlineData("Odd", "\"System.Int32\"")]
    [InlineData("Hits", "3")]
    public async Task Run_Result_IsPrintedAsTextOrJson(string symbol, string expected)
    {
        ToolRun run = await OnceAsync("--call", symbol);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(expected + "\n", run.Out);
    }

    [Theory]
    [InlineData("Void")]
    [InlineData("TaskOnly")]
    public async Task Run_NoResult_PrintsNothing(string symbol)
    {
        ToolRun run = await OnceAsync("--call", symbol);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("a 7 Red", "Join", "a")]
    [InlineData("a b 8 Green", "Join", "a b", "8", "Green")]
    [InlineData("x -5 Red", "Join", "\"x\"", "-5")]
    [InlineData("3", "Move", """{"x":1,"Y":2}""")]
    [InlineData("one", "Over", "1")]
    [InlineData("two", "Over", "1", "@2")]
    public async Task Run_Arguments_AreReadForTheOverloadThatTakesThem(string expected, string symbol, params string[] arguments)
    {
        ToolRun run = await OnceAsync(["--call", symbol, .. arguments.SelectMany(a => new[] { "--arg", a })]);

        Assert.Equal("", run.Error);
        Assert.Equal(expected + "\n", run.Out);
    }

    [Theory]
    [InlineData("Argument 2 does not fit 'int b': expected a whole number that fits into 'int', found b.", "Join", "a", "b")]
    [InlineData("Argument 3 does not fit 'Colour c': expected one of Red, Green, found Blue.", "Join", "a", "1", "Blue")]
    [InlineData("Argument 1 is missing: 'string a'", "Join")]
    [InlineData("It takes 0 argument(s), but 1 were given", "Text", "1")]
    [InlineData("Did you mean 'Text'?", "Tetx")]
    [InlineData("Argument 1 does not fit 'Point p'", "Move", "[]")]
    [InlineData("is a class", "Contract")]
    public async Task Run_CallThatDoesNotFit_IsWrongUsage(string expected, string symbol, params string[] arguments)
    {
        string code = Code + " public interface IContract { } public class Contract : IContract { }";
        ToolRun run = await OnceAsync(code, ["--call", symbol, .. arguments.SelectMany(a => new[] { "--arg", a })]);

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Run_NoSymbolButSeveralFunctions_ListsThem()
    {
        ToolRun run = await OnceAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--call Join    string Join(string a, int b", run.Error, StringComparison.Ordinal);
        Assert.Contains("say which one", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Throw", "System.ArgumentException: outer")]
    [InlineData("Throw", "caused by System.InvalidOperationException: inner")]
    [InlineData("Lazy", "System.InvalidOperationException: late")]
    public async Task Run_OnceAndFunctionThrows_ExitsWithOne(string symbol, string expected)
    {
        ToolRun run = await OnceAsync("--call", symbol);

        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData(1, "--once")]
    [InlineData(0)]
    public async Task Run_StoppedBeforeItCalled_SaysSoAndIsNoSuccessOfACallThatWasAskedFor(int exitCode, params string[] options)
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("never");
        using StringWriter @out = new();
        using StringWriter error = new();

        int ended = await HotStartTool.RunAsync(["run", dll, .. options], new Output.ToolConsole(@out, error), new CancellationToken(canceled: true)).LimitAsync();

        Assert.Equal((exitCode, ""), (ended, @out.ToString()));
        Assert.Contains("ended before hello.dll was opened", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NonsenseFile_IsRefusedWithTheFileNamed()
    {
        using TempFolder folder = new();
        string dll = folder.Write("bad.dll", "no assembly at all");

        ToolRun run = await ToolRun.OfAsync("run", dll, "--once");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(dll, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.dll", "does not exist")]
    [InlineData("notes.txt", "neither a DLL nor C# source")]
    [InlineData("empty", "holds neither a DLL nor C# source")]
    public async Task Run_WrongPath_IsWrongUsage(string path, string expected)
    {
        using TempFolder folder = new();
        folder.Write("notes.txt", "");
        folder.MakeFolder("empty");

        ToolRun run = await ToolRun.OfAsync("run", folder[path]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private static Task<ToolRun> OnceAsync(params string[] args) => OnceAsync(Code, args);

    private static async Task<ToolRun> OnceAsync(string code, string[] args)
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Build("all", code);
        return await ToolRun.OfAsync(["run", dll, "--once", .. args]);
    }
}
