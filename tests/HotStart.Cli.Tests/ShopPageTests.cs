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

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);
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

        string page = await File.ReadAllTextAsync(Path.Combine(_sample, "README.md"), TestContext.Current.CancellationToken);
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
                case "text":
                    await ReadAsync("host", block.TrimEnd().Split('\n'));
                    break;
                default:
                    saved = part.Groups["file"].Success ? part.Groups["file"].Value : saved;
                    if (part.Groups["ended"].Success)
                    {
                        _running[part.Groups["ended"].Value].Signal(ToolProcess.Interrupt);
                    }

                    break;
            }
        }

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

    /// <summary>Types the commands of a block and reads what comes; a block without one goes on reading what the last program prints.</summary>
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

        return commands;
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
            string pattern = $"^{Regex.Escape(line.Replace(Page, "…", StringComparison.Ordinal)).Replace("…", ".*", StringComparison.Ordinal)}$";
            string came = await _running[project].Both.NextAsync(l => Regex.IsMatch(l, pattern), limit: _limit);
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

    [GeneratedRegex("```(?<kind>csharp|console|text)\n(?<block>.*?)```|[Ss]ave this as `(?<file>[^`]+)`|Press Ctrl\\+C where the (?<ended>host|load)", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("^dotnet run --project (?<project>\\S+) ?(?<arg>.*)$")]
    private static partial Regex Run();

    [GeneratedRegex("^curl -s (--json '(?<json>[^']*)' )?(?<url>http\\S+)$")]
    private static partial Regex Curl();
}
