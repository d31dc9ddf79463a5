using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary><c>hotstart check</c> and <c>hotstart symbols</c>: what they tell without running plugin code.</summary>
public sealed class CheckTests
{
    private const string Old =
        """
        public static class Shop
        {
            public static int Stock = 1;
            public static string Greet(string name) => name;
            public static void Gone() { }
        }
        """;

    private const string New =
        """
        public static class Shop
        {
            public static int Stock = 1;
            public static string Greet(int number) => "";
            public static void Added() { }
        }
        """;

    [Fact]
    public async Task Check_FitDll_ExitsWithZero()
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("check", new PluginForge(folder.Path).Hello("v1"));

        Assert.Equal((0, "fit: hello (v1)\n", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Check_UnfitDll_TellsAllReasonsAtOnce()
    {
        using TempFolder folder = new();
        byte[] library = PluginForge.Compile(new PluginSource("library", "public class Library { public static int One => 1; }"));
        string dll = new PluginForge(folder.Path).Build(new PluginSource("odd", "public static class Odd { public static int Run() => Library.One; }")
        {
            ReferenceImages = [library],
            TargetFramework = ".NETCoreApp,Version=v99.0",
        });

        ToolRun run = await ToolRun.OfAsync("check", dll, "--json");

        JsonElement line = Assert.Single(run.Json);
        Assert.Equal(1, run.ExitCode);
        Assert.False(line.GetProperty("fit").GetBoolean());
        Assert.Equal(
            [ReasonCodes.MissingDependency, ReasonCodes.WrongFramework],
            line.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("code").GetString()).Order());
    }

    [Fact]
    public async Task Check_AgainstOldThatHadMore_NamesWhatIsLostAndWhatIsNew()
    {
        using TempFolder folder = new();
        string old = new PluginForge(folder["old"]).Build("shop", Old);
        string next = new PluginForge(folder["new"]).Build("shop", New);

        ToolRun run = await ToolRun.OfAsync("check", next, "--against", old);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Shop.Gone is gone", run.Error, StringComparison.Ordinal);
        Assert.Contains("Shop.Greet was static string Greet(string name) and is static string Greet(int number)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Stock", run.Error, StringComparison.Ordinal);
        Assert.Contains("new: Shop.Added: static void Added()", run.Lines);
    }

    [Fact]
    public async Task Check_AgainstTheSame_IsFit()
    {
        using TempFolder folder = new();
        string old = new PluginForge(folder["old"]).Build("shop", Old);

        Assert.Equal(0, (await ToolRun.OfAsync("check", folder["old"], "--against", old)).ExitCode);
    }

    [Fact]
    public async Task Check_AgainstAnotherPlugin_IsUnfit()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);

        ToolRun run = await ToolRun.OfAsync("check", forge.Hello("v1", "one"), "--against", forge.Hello("v1", "two"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is plugin 'one'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AgainstWhatIsNotThere_IsWrongUsage()
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("check", new PluginForge(folder.Path).Hello("v1"), "--against", folder["old.dll"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("--against", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_PluginWhoseInitializersFail_RunsNoneOfThem()
    {
        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Build("trap",
            $$"""
            public static class Trap
            {
                public static int Run() => 1;
                static Trap() { File.WriteAllText(@"{{folder["sprung"]}}", ""); }
                [System.Runtime.CompilerServices.ModuleInitializer] internal static void Init() { File.WriteAllText(@"{{folder["sprung"]}}", ""); }
            }
            """);

        ToolRun check = await ToolRun.OfAsync("check", dll);
        ToolRun symbols = await ToolRun.OfAsync("symbols", dll);

        Assert.Equal((0, 0), (check.ExitCode, symbols.ExitCode));
        Assert.False(File.Exists(folder["sprung"]));
    }

    [Fact]
    public async Task Symbols_Redirected_AreTabSeparatedLines()
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("symbols", new PluginForge(folder.Path).Hello("v1"));

        Assert.Equal(["Hello\tfunction\tstring Hello()", "Hits\tvariable\tint Hits"], run.Lines);
    }

    [Fact]
    public async Task Symbols_Json_IsOneObjectALine()
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("symbols", new PluginForge(folder.Path).Hello("v1"), "--json");

        Assert.Equal(["Hello", "Hits"], run.Json.Select(j => j.GetProperty("name").GetString()));
        Assert.Equal(["function", "variable"], run.Json.Select(j => j.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Symbols_NonsenseFile_IsRefused()
    {
        using TempFolder folder = new();

        ToolRun run = await ToolRun.OfAsync("symbols", folder.Write("bad.dll", "nonsense"));

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("bad.dll", run.Error, StringComparison.Ordinal);
    }
}
