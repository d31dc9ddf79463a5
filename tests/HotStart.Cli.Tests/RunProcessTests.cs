using System.Diagnostics;
using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary>The main job as its user sees it: a process, files, signals.</summary>
public sealed class RunProcessTests
{
    [Fact]
    public async Task Run_DllInFolderReplaced_PrintsModifiedFileAndNewAnswer()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        forge.Hello("v1");
        await using ToolProcess tool = ToolProcess.Start("run", folder.Path);
        await tool.LineAsync("v1");

        forge.Hello("v2");
        await tool.LineAsync("v2");
        forge.Hello("v3");
        await tool.LineAsync("v3");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["v1", "modified file: hello.dll", "v2", "modified file: hello.dll", "v3"], tool.Out.All);
        Assert.DoesNotContain(tool.Error.All, l => l.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NonsenseFile_TellsReasonsServesOnAndTakesTheNextGoodOne()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        string dll = forge.Hello("v1");
        await using ToolProcess tool = ToolProcess.Start("run", dll);
        await tool.LineAsync("v1");

        File.Delete(dll);
        File.WriteAllText(folder["draft"], new string('x', 5000));
        File.Move(folder["draft"], dll);
        Assert.Contains(dll, await tool.ErrorAsync("refused: "), StringComparison.Ordinal);
        await tool.ErrorAsync("keeps serving generation 1");
        forge.Hello("v2");
        await tool.LineAsync("v2");
        tool.Signal(ToolProcess.Terminate);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["v1", "modified file: hello.dll", "v2"], tool.Out.All);
    }

    [Fact]
    public async Task Run_ProjectEdited_BuildsNamesTheFileAndPrintsTheNewAnswer()
    {
        using TempFolder folder = new();
        string project = Repository.CopyOfGreeter(folder["greeter"]);
        string source = Path.Combine(project, "Greeter.cs");
        await using ToolProcess tool = ToolProcess.Start("run", project);
        await tool.LineAsync("Hello, world!");

        File.WriteAllText(source, File.ReadAllText(source).Replace("world", "moon", StringComparison.Ordinal));
        await tool.LineAsync("Hello, moon!");
        File.WriteAllText(source, File.ReadAllText(source).Replace(";", "", StringComparison.Ordinal));
        await tool.ErrorAsync("error CS1002");
        await tool.ErrorAsync("keeps serving generation 2");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["Hello, world!", "modified file: Greeter.cs", "Hello, moon!"], tool.Out.All);
    }

    [Fact]
    public async Task Run_ObjectsInAndOut_OldGenerationsAreUnloaded()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        Forge("v1");
        await using ToolProcess tool = ToolProcess.Start(
            "run", folder["shop.dll"], "--json", "--arg", """{"Name":"Äpfel","Count":3,"Size":"Large"}""");
        for (int version = 1; version <= 3; version++)
        {
            JsonElement result = await tool.EventAsync("result");
            Assert.Equal($"v{version}", result.GetProperty("value")[0].GetProperty("By").GetString());
            Assert.Equal("Äpfel", result.GetProperty("value")[0].GetProperty("Item").GetProperty("Name").GetString());
            Assert.Equal("Large", result.GetProperty("value")[0].GetProperty("Item").GetProperty("Size").GetString());
            Forge($"v{version + 1}");
        }

        HashSet<int> unloaded = [];
        while (unloaded.Count < 3)
        {
            JsonElement gone = await tool.EventAsync("unloaded");
            unloaded.Add(gone.GetProperty("generation").GetInt32());
        }

        tool.Signal(ToolProcess.Interrupt);
        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal([1, 2, 3], unloaded.Order());
        Assert.DoesNotContain(tool.Json, e => e.GetProperty("event").GetString() == "leaked");

        void Forge(string by) => forge.Build("shop",
            $$"""
            public enum Size { Small, Large }
            public record Item(string Name, int Count, Size Size);
            public record Receipt(string By, Item Item, (int A, int B) Pair, Dictionary<string, Item> More);
            public static class Shop
            {
                public static async Task<List<Receipt>> Buy(Item item)
                {
                    await Task.Yield();
                    return [new("{{by}}", item, (1, 2), new() { ["again"] = item })];
                }
            }
            """);
    }

    [Fact]
    public async Task Run_JsonOfPluginThatPrints_KeepsStandardOutputClean()
    {
        using TempFolder folder = new();
        new PluginForge(folder.Path).Build("talk", """public static class Talk { public static int Run() { Console.WriteLine("said"); return 7; } }""");
        await using ToolProcess tool = ToolProcess.Start("run", folder.Path, "--once", "--json");

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["opened", "called", "result"], tool.Json.Select(e => e.GetProperty("event").GetString()));
        Assert.Equal(7, tool.Json.Last().GetProperty("value").GetInt32());
        Assert.Contains("said", tool.Error.All);
    }

    [Fact]
    public async Task Run_FunctionThrows_PrintsItsPlaceAndKeepsWatching()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        forge.Build(new PluginSource("fail", "public static class Fail\n{\n    public static string Run() =>\n        throw new InvalidOperationException(\"no luck\");\n}") { Symbols = true });
        await using ToolProcess tool = ToolProcess.Start("run", folder["fail.dll"]);
        await tool.ErrorAsync("System.InvalidOperationException: no luck");
        await tool.ErrorAsync("at Fail.Run() in fail.cs:line 4");

        forge.Build("fail", """public static class Fail { public static string Run() => "better"; }""");
        await tool.LineAsync("better");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.DoesNotContain(tool.Error.All, l => l.Contains("InvokeStub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_EndlessFunctionThatTakesAToken_MakesWayForNewCodeAndForCtrlC()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        Forge("v1");
        await using ToolProcess tool = ToolProcess.Start("run", folder["loop.dll"]);
        await tool.LineAsync("v1");

        Forge("v2");
        await tool.LineAsync("v2");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["v1", "modified file: loop.dll", "v2"], tool.Out.All);

        void Forge(string text) => forge.Build("loop",
            $$"""
            using System.Runtime.CompilerServices;
            public static class Loop
            {
                public static async IAsyncEnumerable<string> Run([EnumeratorCancellation] CancellationToken end)
                {
                    yield return "{{text}}";
                    await Task.Delay(-1, end);
                }
            }
            """);
    }

    [Fact]
    public async Task Run_StreamWhileReplaced_IsReadToItsEndBeforeTheNewCodeIsCalled()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        Forge("v1");
        await using ToolProcess tool = ToolProcess.Start("run", folder["stream.dll"], "--arg", folder["go"]);
        await tool.LineAsync("v1 begins");

        Forge("v2");
        await tool.ErrorAsync("'Run' is still running; generation 2 is called when it has ended");
        folder.Write("go", "");
        await tool.LineAsync("v2 ends");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(0, await tool.ExitCodeAsync());
        Assert.Equal(["v1 begins", "v1 ends", "modified file: stream.dll", "v2 begins", "v2 ends"], tool.Out.All);

        void Forge(string text) => forge.Build("stream",
            $$"""
            public static class Stream
            {
                public static async IAsyncEnumerable<string> Run(string go)
                {
                    yield return "{{text}} begins";
                    TaskCompletionSource there = new();
                    using FileSystemWatcher watcher = new(Path.GetDirectoryName(go)!, Path.GetFileName(go)) { EnableRaisingEvents = true };
                    watcher.Created += (_, _) => there.TrySetResult();
                    if (!File.Exists(go)) { await there.Task; }
                    yield return "{{text}} ends";
                }
            }
            """);
    }

    [Fact]
    public async Task Run_SecondCtrlC_EndsAtOnce()
    {
        using TempFolder folder = new();
        new PluginForge(folder.Path).Build("hang", """public static class Hang { public static void Run() { Console.WriteLine("hangs"); Thread.Sleep(-1); } }""");
        await using ToolProcess tool = ToolProcess.Start("run", folder["hang.dll"], "--json");
        await tool.ErrorAsync("hangs");

        tool.Signal(ToolProcess.Interrupt);
        await tool.ErrorAsync("waiting for the call under way");
        tool.Signal(ToolProcess.Interrupt);

        Assert.Equal(130, await tool.ExitCodeAsync());
    }

    [Fact]
    public async Task Run_ReaderOfItsOutputGoesAway_Ends()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("What a pipe does without a reader is told by poll(2).");
            return;
        }

        using TempFolder folder = new();
        string dll = new PluginForge(folder.Path).Hello("v1");
        using Process tool = new()
        {
            StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "HotStart.Cli.dll"), "run", dll]) { RedirectStandardOutput = true },
        };
        tool.Start();
        try
        {
            Assert.Equal("v1", await tool.StandardOutput.ReadLineAsync().LimitAsync());
            tool.StandardOutput.Close();

            await tool.WaitForExitAsync().LimitAsync();
            Assert.Equal(0, tool.ExitCode);
        }
        finally
        {
            tool.Kill();
        }
    }
}
