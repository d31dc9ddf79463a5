using System.Net;
using System.Text;
using System.Text.Json;
using HotStart.AspNetCore.Tests.Admin;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Tests.Releases;

/// <summary>What must change nothing: who may not ask, what cannot be understood, what is refused.</summary>
public sealed class StoreBadInputTests
{
    private static readonly (string Call, string Body)[] _calls =
    [
        ("install", """{ "id": "shop" }"""), ("update", "{}"), ("remove", """{ "id": "shop" }"""), ("pin", """{ "id": "shop" }"""),
        ("apply", """{ "release": { "plugins": {} } }"""), ("rollback", "{}"), ("commit", "{}"), ("gc", "{}"),
    ];

    [Fact]
    public async Task Change_NoTokenForgedOrFromAnotherSite_IsTurnedAwayAndNothingChanges()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        long before = app.Store.Changes;
        foreach ((string call, string body) in _calls)
        {
            await RefusedAsync(call, body, HttpStatusCode.Unauthorized, "no-token", r => r.Headers.Authorization = null);
            await RefusedAsync(call, body, HttpStatusCode.Forbidden, "cross-site", AdminApp.Header("Origin", "https://evil.example"));
            await RefusedAsync(call, body, HttpStatusCode.Forbidden, "cross-site", AdminApp.Header("Sec-Fetch-Site", "cross-site"));
        }

        foreach ((string call, string body) in _calls)
        {
            await RefusedAsync(call, body, HttpStatusCode.Unauthorized, "wrong-token", r =>
            {
                r.Headers.Authorization = null;
                r.Headers.TryAddWithoutValidation("Authorization", $"Bearer {AdminApp.Token}x");
            });
        }

        Assert.Equal(before, app.Store.Changes);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());

        async Task RefusedAsync(string call, string body, HttpStatusCode status, string code, Action<HttpRequestMessage> more)
        {
            using HttpResponseMessage response = await app.PostAsync(call, body, more);
            Assert.Equal(code, (await StoreApp.AnswerAsync(response, status)).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Form_WithAnotherTokenOrNone_IsRefusedAndNothingChanges()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        string cookie = await app.Admin.SignInAsync();
        long before = app.Store.Changes;
        foreach ((string call, _) in _calls)
        {
            using HttpResponseMessage forged = await app.PressAsync(cookie, call, "forged", ("id", "shop"));
            Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        }

        using HttpResponseMessage json = await app.PostAsync("install", """{ "id": "shop" }""", r =>
        {
            r.Headers.Authorization = null;
            r.Headers.Add("Cookie", cookie);
        });

        Assert.Equal("form-token", (await StoreApp.AnswerAsync(json, HttpStatusCode.Forbidden)).GetProperty("code").GetString());
        Assert.Equal(before, app.Store.Changes);
    }

    [Theory]
    [InlineData("install", "{ \"id\": \"shop\", \"dryrun\": true }", "dryrun")]
    [InlineData("install", "{ \"id\": \"shop\", \"id\": \"shop\" }", "id")]
    [InlineData("install", "{}", "id")]
    [InlineData("install", "{ \"id\": null }", "id")]
    [InlineData("install", "[]", "no object")]
    [InlineData("install", "{ \"id\": ", "Expected is")]
    [InlineData("install?dryRun=perhaps", "{ \"id\": \"shop\" }", "perhaps")]
    [InlineData("install?dry-run=true", "{ \"id\": \"shop\" }", "dry-run")]
    [InlineData("install", "{ \"id\": \"shop\", \"range\": \"one or two\" }", "no version")]
    [InlineData("apply", "{ \"release\": { \"plugin\": {} } }", "release file")]
    [InlineData("gc", "{ \"keep\": -1 }", "keep")]
    [InlineData("commit", "{ \"now\": true }", "now")]
    public async Task Change_NotUnderstood_Is400WithWhatWasExpected(string call, string body, string words)
    {
        await using StoreApp app = await StoreApp.StartAsync();
        long before = app.Store.Changes;

        JsonElement answer = await app.AnswerAsync(call, body, HttpStatusCode.BadRequest);

        Assert.Contains(words, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, app.Store.Changes);
    }

    [Fact]
    public async Task Change_BodyTooLargeOrNoJson_IsRefusedAndNothingChanges()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        long before = app.Store.Changes;
        string large = $$"""{ "id": "shop", "range": "{{new string(' ', 20_000)}}" }""";

        using HttpResponseMessage whole = await app.PostAsync("install", large);
        using HttpResponseMessage inPieces = await app.PostAsync("install", large, r => r.Headers.TransferEncodingChunked = true);
        using HttpResponseMessage text = await app.PostAsync("install", null, r => r.Content = new StringContent("""{ "id": "shop" }""", Encoding.UTF8, "text/plain"));

        Assert.Equal("too-large", (await StoreApp.AnswerAsync(whole, HttpStatusCode.RequestEntityTooLarge)).GetProperty("code").GetString());
        Assert.Equal("too-large", (await StoreApp.AnswerAsync(inPieces, HttpStatusCode.RequestEntityTooLarge)).GetProperty("code").GetString());
        Assert.Contains("'text/plain", (await StoreApp.AnswerAsync(text, HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, app.Store.Changes);
    }

    [Fact]
    public async Task Change_OfWhatIsNotThere_NamesWhatIs()
    {
        await using StoreApp app = await StoreApp.StartAsync();

        Assert.Equal("unknown", Reason(await app.AnswerAsync("remove", """{ "id": "tax" }""", HttpStatusCode.NotFound)).Code);
        Assert.Equal("unknown", (await app.AnswerAsync("pin", """{ "id": "tax" }""", HttpStatusCode.NotFound)).GetProperty("code").GetString());
        Assert.Contains("The newest are:", (await app.AnswerAsync("rollback", """{ "to": "autumn" }""", HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        JsonElement install = await app.AnswerAsync("install", """{ "id": "tax" }""", HttpStatusCode.Conflict);
        Assert.Equal("refused", install.GetProperty("event").GetString());
        Assert.Contains("tax", Reason(install).Message, StringComparison.Ordinal);
        using HttpResponseMessage most = await app.Admin.GetAsync("/hotstart/store/history?most=many", AdminApp.WithToken);
        Assert.Equal(HttpStatusCode.BadRequest, most.StatusCode);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
    }

    [Fact]
    public async Task Install_OfWhatLiesOrDoesNotStart_IsRefusedAndTheOldServes()
    {
        await using StoreApp app = await StoreApp.StartAsync(feed =>
        {
            feed.Pack("shop", "1.2.0", Fixtures.PackageForge.Compile("shop", "1.2.0", "public static class Shop { public static int Other() => 1; }"));
            feed.Shop("shop", "1.1.1", "throw new System.InvalidOperationException(\"no stock\");");
        });

        JsonElement lie = await app.AnswerAsync("install", """{ "id": "shop", "range": "1.2.0" }""", HttpStatusCode.Conflict);
        JsonElement broken = await app.AnswerAsync("install", """{ "id": "shop", "range": "1.1.1" }""", HttpStatusCode.Conflict);

        Assert.Contains(lie.GetProperty("reasons").EnumerateArray(), r => r.GetProperty("message").GetString()!.Contains("Of", StringComparison.Ordinal) && r.GetProperty("message").GetString()!.Contains("2.0.0", StringComparison.Ordinal));
        Assert.Equal("refused", broken.GetProperty("activation").GetProperty("outcome").GetString());
        Assert.Contains("no stock", Reason(broken).Message, StringComparison.Ordinal);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
        Assert.Contains("no stock", await app.Admin.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_ToWhatWasSetAside_IsRefusedUnlessItIsMeant()
    {
        bool isIll = true;
        await using StoreApp app = await StoreApp.StartAsync(with: o => o.Host.HealthChecks.Add((release, _) =>
            Task.FromResult(isIll && release.Find("shop")!.Version.Version == "1.1.0" ? "the till does not answer" : null)));
        (await app.PostAsync("install", """{ "id": "shop", "name": "summer" }""")).Dispose();
        await app.Records.NextAsync(r => r.Kind == HistoryKind.Quarantined);
        await app.Records.NextAsync(r => r is { Kind: HistoryKind.Activated, Outcome: "done" } && r.Message.Contains("1.0.0", StringComparison.Ordinal));
        isIll = false;

        JsonElement refused = await app.AnswerAsync("rollback", """{ "to": "summer" }""", HttpStatusCode.Conflict);
        string page = await app.Admin.PageAsync(await app.Admin.SignInAsync());

        Assert.Equal(StoreReasons.Quarantined, Reason(refused).Code);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
        Assert.Contains("the till does not answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Roll back to release summer", page, StringComparison.Ordinal);
        Assert.Equal("done", (await app.AnswerAsync("rollback", """{ "to": "summer", "retry": true }""")).GetProperty("event").GetString());
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());
        Assert.Equal(ReleaseStatus.Current, app.Store.List().Active.Status);
    }

    [Fact]
    public async Task Outdated_WithoutTheToken_IsTurnedAway()
    {
        await using StoreApp app = await StoreApp.StartAsync();

        using HttpResponseMessage response = await app.Admin.GetAsync("/hotstart/store/outdated?source=http://127.0.0.1:1/");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static (string? Code, string Message) Reason(JsonElement answer)
    {
        JsonElement reason = answer.GetProperty("reasons")[0];
        return (reason.GetProperty("code").GetString(), reason.GetProperty("message").GetString()!);
    }
}
