using System.Net;
using System.Net.Http.Headers;

namespace HotStart.AspNetCore.Tests.Endpoints;

/// <summary>Responses that last: streams of events and files that are fetched in parts.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task ServerSentEvents_AcrossASwap_KeepTheirGenerationToTheLastByte()
    {
        Gate.Reset();
        static string Code(string version) => $$"""
            endpoints.MapGet("/events", (CancellationToken token) => TypedResults.ServerSentEvents(Say(token)));
            endpoints.MapGet("/version", () => "{{version}}");
            static async IAsyncEnumerable<string> Say([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
            {
                yield return "{{version}} first";
                await HotStart.AspNetCore.Tests.Gate.Opened.WaitAsync(token);
                yield return "{{version}} last";
            }
            """;
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", Code("v1")));
        using HttpResponseMessage events = await app.Http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader lines = new(await events.Content.ReadAsStreamAsync());
        Assert.Equal("data: v1 first", await lines.ReadLineAsync().LimitAsync());

        await app.SwapAsync(app.Forge.Plugin("shop", Code("v2")));
        Assert.Equal("v2", await app.GetAsync("/version"));
        Assert.Equal("1 request(s) under way", Assert.Single(app.Host.Status.Plugins[0].Generations[0].Holders));
        using HttpResponseMessage other = await app.Http.GetAsync("/events", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader otherLines = new(await other.Content.ReadAsStreamAsync());
        Assert.Equal("data: v2 first", await otherLines.ReadLineAsync().LimitAsync());

        Gate.Open();
        Assert.Equal("\ndata: v1 last\n\n", (await lines.ReadToEndAsync().LimitAsync()).ReplaceLineEndings("\n"));
        Assert.Equal("\ndata: v2 last\n\n", (await otherLines.ReadToEndAsync().LimitAsync()).ReplaceLineEndings("\n"));
        await app.UnloadedAsync("shop", 1);
    }

    /// <summary>Same length, same second: nothing but what is in it tells the two files apart.</summary>
    [Fact]
    public async Task Range_OfAFileThatASwapChanged_IsNeverTheRestOfTheOther()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => Place(f.Folder, "one one", "same"));
        DateTime written = File.GetLastWriteTimeUtc(Path.Combine(app.Plugins, "shop", "wwwroot", "page.html"));
        using HttpResponseMessage first = await GetAsync("page", null, 0, 2);
        Assert.Equal((HttpStatusCode.PartialContent, "one"), (first.StatusCode, await app.TextAsync(first)));
        using HttpResponseMessage same = await GetAsync("same", null, 0, 1);
        Assert.NotNull(first.Headers.ETag);

        Place(app.Plugins, "two two", "same");
        File.SetLastWriteTimeUtc(Path.Combine(app.Plugins, "shop", "wwwroot", "page.html"), written);
        SwapResult swap = await app.Host.ReloadAsync("shop");
        Assert.True(swap.Outcome == SwapOutcome.Swapped, swap.ToString());

        using HttpResponseMessage changed = await GetAsync("page", first.Headers.ETag, 3, 6);
        Assert.Equal((HttpStatusCode.OK, "two two"), (changed.StatusCode, await app.TextAsync(changed)));
        using HttpResponseMessage plain = await GetAsync("page", null, 3, 6);
        Assert.Equal((HttpStatusCode.PartialContent, " two"), (plain.StatusCode, await app.TextAsync(plain)));
        using HttpResponseMessage resumed = await GetAsync("same", same.Headers.ETag, 2, 3);
        Assert.Equal((HttpStatusCode.PartialContent, "me"), (resumed.StatusCode, await app.TextAsync(resumed)));

        async Task<HttpResponseMessage> GetAsync(string page, EntityTagHeaderValue? tag, long from, long to)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, $"/shop/{page}.html");
            request.Headers.Range = new RangeHeaderValue(from, to);
            request.Headers.IfRange = tag is null ? null : new RangeConditionHeaderValue(tag);
            return await app.Http.SendAsync(request);
        }
    }

    /// <summary>More than any buffer on its way: the server is in the middle of the file when the swap comes.</summary>
    [Fact]
    public async Task Download_UnderWayAcrossASwap_IsTheOldFileToItsEnd()
    {
        string one = new('1', 32 << 20), two = new('2', 1 << 20);
        await using LiveApp app = await LiveApp.StartAsync(f => Place(f.Folder, one, ""));
        using HttpResponseMessage slow = await app.Http.GetAsync("/shop/page.html", HttpCompletionOption.ResponseHeadersRead);

        Place(app.Plugins, two, "");
        SwapResult swap = await app.Host.ReloadAsync("shop");
        Assert.True(swap.Outcome == SwapOutcome.Swapped, swap.ToString());

        Assert.True(two == await app.GetAsync("/shop/page.html"));
        Assert.Equal("1 request(s) under way", Assert.Single(app.Host.Status.Plugins[0].Generations[0].Holders));
        Assert.True(one == await slow.Content.ReadAsStringAsync());
        await app.UnloadedAsync("shop", 1);
    }

    private static void Place(string plugins, string page, string same)
    {
        string wwwroot = Path.Combine(plugins, "shop", "wwwroot");
        if (!Directory.Exists(wwwroot))
        {
            new WebForge(Path.Combine(plugins, "shop")).Plugin("shop", """endpoints.MapPluginFiles("/shop");""");
            Directory.CreateDirectory(wwwroot);
        }

        File.WriteAllText(Path.Combine(wwwroot, "page.html"), page);
        File.WriteAllText(Path.Combine(wwwroot, "same.html"), same);
    }
}
