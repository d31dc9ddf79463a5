namespace HotStart.Cli.Tests;

/// <summary>New plugins, built by the SDK, run by the tool, tested by their own tests: all as processes.</summary>
[Collection<PackedFeedUsers>]
public sealed class NewProcessTests(PackedFeed packed)
{
    [Theory]
    [InlineData("function")]
    [InlineData("contract")]
    public async Task New_RunOnceAndTested_WorksAsMade(string kind)
    {
        string plugin = await MakeAsync("one-" + kind, kind);

        await using ToolProcess run = ToolProcess.Start("run", plugin, "--once");
        Assert.Equal(0, await run.ExitCodeAsync());
        Assert.Equal(["Hello, world!"], run.Out.All);
        await TestAsync(plugin);
    }

    [Fact]
    public async Task NewWeb_HostedAndTested_WorksAsMade()
    {
        string plugin = await MakeAsync("one-web", "web");

        await using (DotnetProcess host = DotnetProcess.Start(plugin, "run", "--project", "host", "--", "--urls", "http://127.0.0.1:0"))
        {
            string line = await host.LineAsync("Now listening on: ");
            using HttpClient client = new();
            Assert.Equal("Hello, world!", await client.GetStringAsync(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()));
        }

        await TestAsync(plugin);
    }

    [Fact]
    public async Task New_PluginThatLeaks_IsWarnedByItsBuildAndFailsItsTest()
    {
        string plugin = await MakeAsync("leaky", "function");
        await File.WriteAllTextAsync(Path.Combine(plugin, "Greeter.cs"), """
            public static class Greeter
            {
                public static string Hello() { System.Runtime.InteropServices.GCHandle.Alloc(new Action(() => Hello())); return "Hello, world!"; }
            }
            """);

        await using DotnetProcess test = DotnetProcess.Start(plugin, "test", "tests");
        await test.LineAsync("warning HOT008");
        await test.LineAsync("UnloadAssertionException : The last version of 'leaky'");
        await test.LineAsync("Failed!  - Failed:     1, Passed:     0");
    }

    [Fact]
    public async Task DotnetNew_EachTemplate_MakesTheFilesOfTheTool()
    {
        string hive = Path.Combine(packed.Plugins, "hive"), package = Assert.Single(Directory.GetFiles(packed.Feed, "HotStart.Templates.*.nupkg"));
        await DotnetProcess.RunAsync(packed.Plugins, "new", "install", package, "--debug:custom-hive", hive);
        foreach (string kind in (string[])["function", "contract", "web"])
        {
            string ours = Path.Combine(packed.Plugins, "ours", kind, "same.name"), theirs = Path.Combine(packed.Plugins, "theirs", kind, "same.name");
            Assert.Equal(0, (await ToolRun.OfAsync("new", ours, "--kind", kind)).ExitCode);
            await DotnetProcess.RunAsync(packed.Plugins, "new", $"hotstart-{kind}", "-n", "same.name", "-o", theirs, "--debug:custom-hive", hive);

            Assert.Equal(Contents(ours), Contents(theirs));
        }
    }

    private static IEnumerable<(string, string)> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => (Path.GetRelativePath(folder, f), File.ReadAllText(f).TrimEnd())).Order();

    private async Task<string> MakeAsync(string name, string kind)
    {
        string plugin = Path.Combine(packed.Plugins, name);
        ToolRun made = await ToolRun.OfAsync("new", plugin, "--kind", kind, "--feed", packed.Feed);
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        return plugin;
    }

    private static async Task TestAsync(string plugin)
    {
        string text = await DotnetProcess.RunAsync(plugin, "test", "tests");
        Assert.Contains("Passed!  - Failed:     0, Passed:     1", text);
        Assert.DoesNotContain("warning", text);
    }
}
