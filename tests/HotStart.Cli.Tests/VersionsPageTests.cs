using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>Does what <c>docs/versions.md</c> says, from its first line to its last, with real processes that really die.</summary>
public sealed partial class VersionsPageTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new();
    private ToolProcess? _host;

    [Fact]
    public async Task Page_TypedAndSavedFromTopToBottom_PrintsWhatItSays()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "versions.md"), TestContext.Current.CancellationToken);
        string saved = "";
        int commands = 0, saves = 0;
        foreach (Match part in Part().Matches(page))
        {
            string block = part.Groups["block"].Value;
            switch (part.Groups["kind"].Value)
            {
                case "csharp":
                    _folder.Write(saved, block);
                    saves++;
                    break;
                case "console":
                    commands += await TypeAsync(block);
                    break;
                default:
                    saved = part.Groups["file"].Success ? part.Groups["file"].Value : saved;
                    break;
            }
        }

        _host!.Signal(ToolProcess.Interrupt);
        Assert.Equal(0, await _host.ExitCodeAsync());
        Assert.Equal((16, 4), (commands, saves));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<int> TypeAsync(string block)
    {
        string[] lines = block.TrimEnd().Split('\n');
        int commands = 0;
        for (int i = 0; i < lines.Length;)
        {
            string? command = lines[i].StartsWith("$ hotstart ", StringComparison.Ordinal) ? lines[i++]["$ hotstart ".Length..] : null;
            string[] expected = [.. lines.Skip(i).TakeWhile(l => !l.StartsWith("$ ", StringComparison.Ordinal))];
            i += expected.Length;
            commands += command is null ? 0 : 1;
            if (command is null)
            {
                await ReadAsync(_host!, expected);
            }
            else if (command.StartsWith("run ", StringComparison.Ordinal))
            {
                await RunHostAsync(command, expected);
            }
            else
            {
                await using ToolProcess tool = ToolProcess.StartIn(_folder.Path, command.Split(' '));
                int exitCode = await tool.ExitCodeAsync();

                // In no order: some of it goes to standard error.
                Assert.All(expected, e => Assert.Contains(tool.Both.All, l => Fits(l, e)));
                Assert.Equal(expected.Any(l => l.StartsWith("refused:", StringComparison.Ordinal)) ? 1 : 0, exitCode);
            }
        }

        return commands;
    }

    /// <summary>Starts a host; the one before must be gone, and not in order.</summary>
    private async Task RunHostAsync(string command, string[] expected)
    {
        if (_host is not null)
        {
            Assert.NotEqual(0, await _host.ExitCodeAsync());
            await _host.DisposeAsync();
        }

        _host = ToolProcess.StartIn(_folder.Path, command.Split(' '));
        await ReadAsync(_host, expected);
    }

    /// <summary>Each line comes, in this order, with whatever else between.</summary>
    private static async Task ReadAsync(ToolProcess tool, string[] expected)
    {
        foreach (string line in expected)
        {
            await tool.Both.NextAsync(l => Fits(l, line), limit: _limit);
        }
    }

    private static bool Fits(string line, string expected) =>
        Regex.IsMatch(line, $"^{Regex.Escape(expected).Replace("…", ".*", StringComparison.Ordinal)}$");

    [GeneratedRegex("```(?<kind>csharp|console)\n(?<block>.*?)```|[Ss]ave this as `(?<file>[^`]+)`", RegexOptions.Singleline)]
    private static partial Regex Part();
}
