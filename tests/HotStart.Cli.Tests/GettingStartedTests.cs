namespace HotStart.Cli.Tests;

/// <summary>Does what <c>docs/getting-started.md</c> says, from its first line to its last.</summary>
[Collection<PackedFeedUsers>]
public sealed class GettingStartedTests(PackedFeed packed)
{
    private readonly string _folder = Path.Combine(packed.Plugins, "erste Schritte");
    private ToolProcess? _running;

    [Fact]
    public async Task Page_TypedAndSavedFromTopToBottom_PrintsWhatItSays()
    {
        Directory.CreateDirectory(_folder);
        ConsolePage page = new()
        {
            Save = (file, text) => File.WriteAllText(Path.Combine(_folder, file), text),
            Type = TypeAsync,
            Interrupt = _ => EndAsync(),
        };
        (int commands, int saves) = await page.FollowAsync("docs", "getting-started.md");

        Assert.Null(_running);
        Assert.Equal((9, 5), (commands, saves));
    }

    private async Task TypeAsync(string? command, string[] expected)
    {
        if (command is null)
        {
            await ConsolePage.ReadAsync(_running!, expected);
        }
        else if (command.StartsWith("dotnet ", StringComparison.Ordinal))
        {
            string text = await DotnetProcess.RunAsync(_folder, command.Split(' ')[1..]);
            Assert.All(expected, e => Assert.Contains(text.Split('\n'), l => ConsolePage.Fits(l, e)));
        }
        else
        {
            await RunToolAsync(command.Split(' ')[1..], expected);
        }
    }

    private async Task RunToolAsync(string[] args, string[] expected)
    {
        // HotStart's own packages are on no feed yet but the one of this test.
        bool needsPackages = args[0] == "new" && !args[1].EndsWith(".cs", StringComparison.Ordinal);
        ToolProcess tool = ToolProcess.StartIn(_folder, needsPackages ? [.. args, "--feed", packed.Feed] : args);
        if (args[0] == "run" && !args.Contains("--once"))
        {
            _running = tool;
            await ConsolePage.ReadAsync(tool, expected);
            return;
        }

        await using (tool)
        {
            await tool.ExitCodeAsync();
            await ConsolePage.ReadAsync(tool, expected);
        }
    }

    private async Task EndAsync()
    {
        await using ToolProcess ending = _running!;
        _running = null;
        ending.Signal(ToolProcess.Interrupt);
        Assert.Equal(0, await ending.ExitCodeAsync());
    }
}
