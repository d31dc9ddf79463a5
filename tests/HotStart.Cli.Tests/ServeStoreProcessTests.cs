using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HotStart.Fixtures;

namespace HotStart.Cli.Tests;

/// <summary><c>hotstart serve --store</c> as its user sees it.</summary>
public sealed class ServeStoreProcessTests
{
    private const string Token = "a-token-that-tests-know-0123456789";

    private const int Kill = 9;

    [Fact]
    public async Task ServeStore_AnswersAsTheCommandsDo_FollowsThem_AndCountsADeath()
    {
        using TempFolder folder = new();
        PackageForge feed = new(folder["feed"]);
        feed.Shop("shop", "1.0.0");
        feed.Shop("shop", "1.1.0");
        folder.Write("appsettings.json", JsonSerializer.Serialize(new { HotStart = new { AdminToken = Token, Feeds = (string[])[feed.Feed] } }));
        string store = folder["store"];
        Assert.Equal(0, (await ToolRun.OfAsync("install", "shop@1.0.0", "--source", feed.Feed, "--store", store)).ExitCode);
        Assert.Equal(0, (await ToolRun.OfAsync("commit", "--store", store)).ExitCode);
        using HttpClient http = new();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);

        await using (ToolProcess tool = ToolProcess.StartIn(folder.Path, "serve", "--store", store, "--urls", "http://127.0.0.1:0", "--json"))
        {
            string url = await UrlAsync(tool);
            JsonElement command = Assert.Single((await ToolRun.OfAsync("install", "shop", "--source", feed.Feed, "--store", store, "--dry-run", "--json")).Json);
            JsonElement call = await SendAsync(http, HttpMethod.Post, $"{url}/hotstart/store/install", """{ "id": "shop", "dryRun": true }""");
            Assert.Equal(Names(command), Names(call));
            Assert.All((string[])["event", "message", "next", "release", "plan", "reasons"], name =>
                Assert.True(JsonElement.DeepEquals(command.GetProperty(name), call.GetProperty(name)), $"{name}: {command.GetProperty(name)} and {call.GetProperty(name)}"));

            // Another process installs, and this one serves it.
            ToolRun installed = await ToolRun.OfAsync("install", "shop", "--source", feed.Feed, "--store", store, "--json");
            Assert.Equal("done", Assert.Single(installed.Json).GetProperty("activation").GetProperty("outcome").GetString());
            await tool.EventAsync("activated", e => e.GetProperty("message").GetString()!.Contains("1.1.0", StringComparison.Ordinal));
            Assert.Equal("\"shop 1.1.0\"", await OfAsync(http, url));
            JsonElement[] commands = (await ToolRun.OfAsync("history", "--most", "3", "--store", store, "--json")).Json;
            JsonElement[] calls = [.. (await SendAsync(http, HttpMethod.Get, $"{url}/hotstart/store/history?most=3")).EnumerateArray()];
            Assert.Equal(commands, calls, JsonElement.DeepEquals);
            tool.Signal(Kill);
            await tool.ExitCodeAsync();
        }

        await using ToolProcess again = ToolProcess.StartIn(folder.Path, "serve", "--store", store, "--urls", "http://127.0.0.1:0", "--json");
        string next = await UrlAsync(again);
        JsonElement active = (await SendAsync(http, HttpMethod.Get, $"{next}/hotstart/store")).GetProperty("active");
        Assert.Equal(("current", 2), (active.GetProperty("status").GetString(), active.GetProperty("triesLeft").GetInt32()));
        Assert.Equal("\"shop 1.1.0\"", await OfAsync(http, next));
        Assert.Equal("done", (await SendAsync(http, HttpMethod.Post, $"{next}/hotstart/store/rollback")).GetProperty("event").GetString());
        Assert.Equal("\"shop 1.0.0\"", await OfAsync(http, next));
        again.Signal(ToolProcess.Interrupt);
        await again.EventAsync("stopped");
        Assert.Equal(0, await again.ExitCodeAsync());
    }

    [Theory]
    [InlineData("DIR is missing")]
    [InlineData("Name one of them", ".", "--store", "store")]
    public async Task Serve_WrongUsage_SaysWhat(string words, params string[] args)
    {
        ToolRun run = await ToolRun.OfAsync(["serve", .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> UrlAsync(ToolProcess tool) => (await tool.EventAsync("serving")).GetProperty("urls")[0].GetString()!;

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];

    private static async Task<string> OfAsync(HttpClient http, string url)
    {
        using HttpResponseMessage response = await http.PostAsync($"{url}/hotstart/call/shop/Of", new StringContent("[]", Encoding.UTF8, "application/json")).LimitAsync();
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, string url, string? body = null)
    {
        using HttpRequestMessage request = new(method, url) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await http.SendAsync(request).LimitAsync();
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
