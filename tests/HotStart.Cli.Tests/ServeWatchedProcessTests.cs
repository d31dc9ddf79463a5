using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotStart.Cli.Tests;

/// <summary>A served host as its operator watches it: page, metrics, health, and the doctor behind its button.</summary>
public sealed partial class ServeWatchedProcessTests
{
    private const string Token = "a-token-that-tests-know-0123456789";

    private const string Leaking =
        """
        using System.Runtime.InteropServices;
        public static class Mailer
        {
            private static readonly GCHandle _held = GCHandle.Alloc(new Letter());
            public static bool Send() => _held.IsAllocated;
        }
        public sealed class Letter;
        """;

    [Fact]
    public async Task Serve_PluginLeaks_PageMetricsAndHealthSaySo_AndTheButtonNamesWhatHoldsIt()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder["plugins"]);
        forge.Build(new PluginSource("mailer", Leaking) { Version = "2.4.0" });
        folder.Write("appsettings.json", JsonSerializer.Serialize(new
        {
            HotStart = new { AdminToken = Token, LeakedAfterCollections = 2, UnloadProbeInterval = "00:00:00.050" },
        }));

        // Where the server's collector adapts the number of its heaps, the runtime tells the doctor of the handles of some of them only.
        await using ToolProcess tool = ToolProcess.StartIn(folder.Path, ("DOTNET_GCDynamicAdaptationMode", "0"), "serve", folder["plugins"], "--urls", "http://127.0.0.1:0", "--json");
        string url = (await tool.EventAsync("serving")).GetProperty("urls")[0].GetString()!;
        using HttpClient http = new() { BaseAddress = new Uri(url) };
        Assert.Equal("Healthy", await http.GetStringAsync("/health").LimitAsync());
        using (HttpResponseMessage sent = await http.PostAsync("/hotstart/call/mailer/Send", new StringContent("[]", Encoding.UTF8, "application/json")).LimitAsync())
        {
            Assert.Equal("true", await sent.Content.ReadAsStringAsync());
        }

        forge.Build(new PluginSource("mailer", "public static class Mailer { public static bool Send() => true; }") { Version = "2.5.0" });
        await tool.EventAsync("leaked");

        Assert.Equal("Degraded", await http.GetStringAsync("/health").LimitAsync());
        Assert.Matches("""hotstart_swaps_total\{[^}]*plugin="mailer"[^}]*\} \d""", await http.GetStringAsync("/metrics").LimitAsync());
        Assert.Contains("1 generation leaked", await PageAsync(), StringComparison.Ordinal);

        using HttpResponseMessage signedIn = await http.PostAsync("/hotstart/login", new FormUrlEncodedContent([new("admin-token", Token)])).LimitAsync();
        Match button = Button().Match(await signedIn.Content.ReadAsStringAsync());
        Assert.True(button.Success);
        using HttpResponseMessage pressed = await http.SendAsync(Html(HttpMethod.Post, button.Groups[1].Value, new FormUrlEncodedContent([new("hotstart-form", button.Groups[2].Value)]))).LimitAsync(TimeSpan.FromSeconds(90));
        string page = await pressed.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Match answer = Answer().Match(page);
        Assert.True(answer.Success, page);
        string words = WebUtility.HtmlDecode(answer.Groups[1].Value);
        Assert.Contains("mailer generation 1", words, StringComparison.Ordinal);
        Assert.Contains("kept by a GCHandle", words, StringComparison.Ordinal);
        Assert.Contains("Letter", words, StringComparison.Ordinal);
        Assert.Contains("advice: ", words, StringComparison.Ordinal);
        tool.Signal(ToolProcess.Terminate);
        Assert.Equal(0, await tool.ExitCodeAsync());

        async Task<string> PageAsync()
        {
            using HttpResponseMessage response = await http.SendAsync(Html(HttpMethod.Get, "/hotstart")).LimitAsync();
            return await response.Content.ReadAsStringAsync();
        }
    }

    private static HttpRequestMessage Html(HttpMethod method, string path, HttpContent? content = null)
    {
        HttpRequestMessage request = new(method, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        return request;
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+/doctor)\"><input type=\"hidden\" name=\"hotstart-form\" value=\"([^\"]+)\"><button[^>]*>What holds it\\?")]
    private static partial Regex Button();

    [GeneratedRegex("<div class=\"doctor\">.*?<pre[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Answer();
}
