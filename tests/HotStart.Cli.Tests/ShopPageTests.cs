using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>
/// Does what <c>samples/shop/README.md</c> says, from its first line to its last, on a copy of the sample. The host and the load
/// are those that were built with the tests, run without dotnet run between, which waits for the terminal to end them; the port is
/// one that is free; what curl would do is done here.
/// </summary>
public sealed partial class ShopPageTests : IAsyncDisposable
{
    private const string Page = "http://127.0.0.1:5080";

    private static readonly string _sample = Path.Combine(Repository.Folder, "samples", "shop");

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, ToolProcess> _running = [];
    private string _url = "";
    private string _last = "";

    [Fact]
    public async Task Page_TypedAndSavedFromTopToBottom_PrintsWhatItSays()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(_sample, "plugins")))
        {
            // What lies beside the plugins is not copied.
            _folder.Write(Path.Combine("plugins", Path.GetFileName(file)), File.ReadAllText(file).Replace("$(MSBuildThisFileDirectory)../", $"{_sample}/", StringComparison.Ordinal));
        }

        ConsolePage page = new()
        {
            Save = (file, text) => _folder.Write(file, text),
            Type = TypeAsync,
            Read = lines => ReadAsync("host", lines),
            Interrupt = where =>
            {
                _running[where].Signal(ToolProcess.Interrupt);
                return Task.CompletedTask;
            },
        };
        (int commands, int saves) = await page.FollowAsync("samples", "shop", "README.md");
        foreach (ToolProcess process in _running.Values)
        {
            Assert.Equal(0, await process.ExitCodeAsync());
        }

        Assert.Equal((7, 3), (commands, saves));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ToolProcess process in _running.Values)
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    private async Task TypeAsync(string? command, string[] expected)
    {
        if (Run().Match(command ?? "") is { Success: true } run)
        {
            Start(run.Groups["project"].Value, run.Groups["arg"].Value.Replace(Page, _url, StringComparison.Ordinal));
            await ReadAsync(_last, expected);
        }
        else if (command is null)
        {
            await ReadAsync(_last, expected);
        }
        else
        {
            Assert.Equal(string.Join('\n', expected), await CurlAsync(Curl().Match(command)));
        }
    }

    private void Start(string project, string argument)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        string folder = Path.Combine(_sample, project);
        string[] typed = project == "host"
            ? [Path.Combine(folder, "bin", "Shop.Host.dll"), "--urls", "http://127.0.0.1:0", "--HotStart:Folder", _folder["plugins"], "--HotStart:AdminToken", "a-token-of-this-test-alone"]
            : [Path.Combine(folder, "bin", configuration, "net10.0", "Shop.Load.dll"), argument];
        _running.Add(project, ToolProcess.StartDotnet(folder, typed));
        _last = project;
    }

    private async Task ReadAsync(string project, string[] expected)
    {
        foreach (string line in expected)
        {
            string came = await ConsolePage.LineAsync(_running[project], line.Replace(Page, "…", StringComparison.Ordinal));
            if (line.Contains(Page, StringComparison.Ordinal))
            {
                _url = came[came.IndexOf("http://", StringComparison.Ordinal)..];
            }
        }
    }

    private async Task<string> CurlAsync(Match curl)
    {
        Assert.True(curl.Success);
        using HttpRequestMessage request = new(HttpMethod.Get, curl.Groups["url"].Value.Replace(Page, _url, StringComparison.Ordinal));
        if (curl.Groups["json"].Success)
        {
            request.Method = HttpMethod.Post;
            request.Content = new StringContent(curl.Groups["json"].Value, Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("^dotnet run --project (?<project>\\S+) ?(?<arg>.*)$")]
    private static partial Regex Run();

    [GeneratedRegex("^curl -s (--json '(?<json>[^']*)' )?(?<url>http\\S+)$")]
    private static partial Regex Curl();
}
