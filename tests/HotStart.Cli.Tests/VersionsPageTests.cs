namespace HotStart.Cli.Tests;

/// <summary>Does what <c>docs/versions.md</c> says, from its first line to its last, with real processes that really die.</summary>
public sealed class VersionsPageTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ToolProcess? _host;

    [Fact]
    public async Task Page_TypedAndSavedFromTopToBottom_PrintsWhatItSays()
    {
        ConsolePage page = new() { Save = (file, text) => _folder.Write(file, text), Type = TypeAsync };
        (int commands, int saves) = await page.FollowAsync("docs", "versions.md");

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

    private async Task TypeAsync(string? command, string[] expected)
    {
        string[] args = command?.Split(' ')[1..] ?? [];
        if (command is null)
        {
            await ConsolePage.ReadAsync(_host!, expected);
        }
        else if (args[0] == "run")
        {
            await RunHostAsync(args, expected);
        }
        else
        {
            await using ToolProcess tool = ToolProcess.StartIn(_folder.Path, args);
            int exitCode = await tool.ExitCodeAsync();

            // In no order: some of it goes to standard error.
            Assert.All(expected, e => Assert.Contains(tool.Both.All, l => ConsolePage.Fits(l, e)));
            Assert.Equal(expected.Any(l => l.StartsWith("refused:", StringComparison.Ordinal)) ? 1 : 0, exitCode);
        }
    }

    /// <summary>Starts a host; the one before must be gone, and not in order.</summary>
    private async Task RunHostAsync(string[] args, string[] expected)
    {
        if (_host is not null)
        {
            Assert.NotEqual(0, await _host.ExitCodeAsync());
            await _host.DisposeAsync();
        }

        _host = ToolProcess.StartIn(_folder.Path, args);
        await ConsolePage.ReadAsync(_host, expected);
    }
}
