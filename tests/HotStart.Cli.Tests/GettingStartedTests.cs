using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>Does what <c>docs/getting-started.md</c> says, from its first line to its last.</summary>
[Collection<PackedFeedUsers>]
public sealed partial class GettingStartedTests(PackedFeed packed)
{
    private readonly string _folder = Path.Combine(packed.Plugins, "erste Schritte");
    private ToolProcess? _running;

    [Fact]
    public async Task Page_TypedAndSavedFromTopToBottom_PrintsWhatItSays()
    {
        Directory.CreateDirectory(_folder);
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "getting-started.md"), TestContext.Current.CancellationToken);
        string saved = "";
        int commands = 0, saves = 0;
        foreach (Match part in Part().Matches(page))
        {
            string block = part.Groups["block"].Value;
            switch (part.Groups["kind"].Value)
            {
                case "csharp":
                    await File.WriteAllTextAsync(Path.Combine(_folder, saved), block, TestContext.Current.CancellationToken);
                    saves++;
                    break;
                case "console":
                    commands += await TypeAsync(block);
                    break;
                default:
                    saved = part.Groups["file"].Success ? part.Groups["file"].Value : saved;
                    if (part.Groups["end"].Success)
                    {
                        await EndAsync();
                    }

                    break;
            }
        }

        Assert.Null(_running);
        Assert.Equal((9, 5), (commands, saves));
    }

    /// <summary>Types the commands of a block and reads what comes; a block without one goes on reading.</summary>
    private async Task<int> TypeAsync(string block)
    {
        string[] lines = block.TrimEnd().Split('\n');
        int commands = 0;
        for (int i = 0; i < lines.Length;)
        {
            string? command = lines[i].StartsWith("$ ", StringComparison.Ordinal) ? lines[i++][2..] : null;
            string[] expected = [.. lines.Skip(i).TakeWhile(l => !l.StartsWith("$ ", StringComparison.Ordinal))];
            i += expected.Length;
            commands += command is null ? 0 : 1;
            if (command is null)
            {
                await ReadAsync(_running!, expected);
            }
            else if (command.StartsWith("dotnet ", StringComparison.Ordinal))
            {
                string text = await DotnetProcess.RunAsync(_folder, command.Split(' ')[1..]);
                Assert.All(expected, e => Assert.Contains(text.Split('\n'), l => Fits(l, e)));
            }
            else
            {
                await RunToolAsync(command.Split(' ')[1..], expected);
            }
        }

        return commands;
    }

    private async Task RunToolAsync(string[] args, string[] expected)
    {
        // HotStart's own packages are on no feed yet but the one of this test.
        bool needsPackages = args[0] == "new" && !args[1].EndsWith(".cs", StringComparison.Ordinal);
        ToolProcess tool = ToolProcess.StartIn(_folder, needsPackages ? [.. args, "--feed", packed.Feed] : args);
        if (args[0] == "run" && !args.Contains("--once"))
        {
            _running = tool;
            await ReadAsync(tool, expected);
            return;
        }

        await using (tool)
        {
            await tool.ExitCodeAsync();
            await ReadAsync(tool, expected);
        }
    }

    private static async Task ReadAsync(ToolProcess tool, string[] expected)
    {
        foreach (string line in expected)
        {
            await tool.Both.NextAsync(l => Fits(l, line), limit: TimeSpan.FromSeconds(90));
        }
    }

    private async Task EndAsync()
    {
        await using ToolProcess ending = _running!;
        _running = null;
        ending.Signal(ToolProcess.Interrupt);
        Assert.Equal(0, await ending.ExitCodeAsync());
    }

    private static bool Fits(string line, string expected) =>
        Regex.IsMatch(line, $"^{Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal)}$");

    [GeneratedRegex("```(?<kind>csharp|console)\n(?<block>.*?)```|[Ss]ave this as `(?<file>[^`]+)`|(?<end>Press Ctrl\\+C)", RegexOptions.Singleline)]
    private static partial Regex Part();
}
