using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace HotStart.Cli.Tests;

/// <summary><c>hotstart serve</c> as its user sees it: a process, requests, files, signals.</summary>
public sealed class ServeProcessTests
{
    [Fact]
    public async Task Serve_FolderOfFunctions_CallsThemFollowsAChangeAndDrainsAtTheEnd()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.Path);
        forge.Hello("v1");
        await using ToolProcess tool = ToolProcess.Start("serve", folder.Path, "--urls", "http://127.0.0.1:0", "--json");
        JsonElement serving = await tool.EventAsync("serving");
        string url = serving.GetProperty("urls")[0].GetString()!;
        Assert.Equal("hello", serving.GetProperty("plugins")[0].GetProperty("plugin").GetString());
        Assert.Equal("Greeter.Hello", Name(serving.GetProperty("plugins")[0].GetProperty("functions")[0].GetString()!));
        using HttpClient http = new();
        Assert.Equal("\"v1\"", await CallAsync());

        forge.Hello("v2");
        await tool.EventAsync("modified");
        Assert.Equal("\"v2\"", await CallAsync());
        using HttpResponseMessage document = await http.GetAsync($"{url}/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        tool.Signal(ToolProcess.Interrupt);

        await tool.EventAsync("stopped");
        Assert.Equal(0, await tool.ExitCodeAsync());

        async Task<string> CallAsync()
        {
            using HttpResponseMessage response = await http.PostAsync(
                $"{url}/hotstart/call/hello/Hello", new StringContent("[]", Encoding.UTF8, "application/json"));
            return await response.Content.ReadAsStringAsync();
        }

        static string Name(string function) => function.Contains('.', StringComparison.Ordinal) ? function : $"Greeter.{function}";
    }

    [Fact]
    public async Task Serve_Text_SaysWhatIsServedAndHowToTryIt()
    {
        using TempFolder folder = new();
        new PluginForge(folder.Path).Hello("v1");
        await using ToolProcess tool = ToolProcess.Start("serve", folder.Path, "--urls", "http://127.0.0.1:0");

        await tool.Out.NextAsync(l => l.StartsWith("serving the plugins of ", StringComparison.Ordinal), limit: TimeSpan.FromSeconds(90));
        await tool.Out.NextAsync(l => l.Contains("try: curl -X POST http://127.0.0.1:", StringComparison.Ordinal));
        tool.Signal(ToolProcess.Terminate);

        Assert.Equal(0, await tool.ExitCodeAsync());
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSoAndEndsWithOne()
    {
        using TempFolder folder = new();
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await using ToolProcess tool = ToolProcess.Start("serve", folder.Path, "--urls", url);

        string error = await tool.ErrorAsync("address already in use");

        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.Contains("--urls", error, StringComparison.Ordinal);
        Assert.Equal(1, await tool.ExitCodeAsync());
    }

    [Theory]
    [InlineData("is no folder", "nowhere")]
    [InlineData("is no URL to listen on", ".", "--urls", "here")]
    public async Task Serve_WrongUsage_SaysWhat(string words, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(["serve", .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }
}
