using System.Net;
using System.Text.Json;
using HotStart.AspNetCore.Tests.Admin;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Tests.Releases;

/// <summary>What the calls below <c>/hotstart/store</c> do, on a real server with a real store.</summary>
public sealed class StoreCallTests
{
    [Fact]
    public async Task Install_FromTheFeed_GoesLiveAndTheHistorySaysWhoAsked()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());

        JsonElement answer = await app.AnswerAsync("install", """{ "id": "shop" }""");

        Assert.Equal("done", answer.GetProperty("event").GetString());
        Assert.Equal("done", answer.GetProperty("activation").GetProperty("outcome").GetString());
        Assert.Equal("1.1.0", answer.GetProperty("release").GetProperty("plugins")[0].GetProperty("version").GetString());
        Assert.Equal("current", answer.GetProperty("release").GetProperty("status").GetString());
        Assert.Equal(("shop", "update", "1.0.0", "1.1.0"), (Text(answer, "plan", "plugin"), Text(answer, "plan", "kind"), Text(answer, "plan", "from"), Text(answer, "plan", "to")));
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());
        JsonElement record = (await app.LookAsync("/history?id=shop")).EnumerateArray().First(r => r.GetProperty("event").GetString() == "installed");
        Assert.Equal(("admin token from 127.0.0.1", "install shop"), (record.GetProperty("requester").GetString(), record.GetProperty("request").GetString()));
        Assert.Equal("admin token from 127.0.0.1", app.Store.List().Active.Requester);
        Assert.Contains(app.Admin.Live.Log.Lines.All, l => l.Contains("Admin token from 127.0.0.1 asked for install of shop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_ChangedByAnotherProcess_IsFollowed()
    {
        await using StoreApp app = await StoreApp.StartAsync();

        ChangeResult result = await app.Store.InstallAsync("shop").LimitAsync();

        Assert.Equal("done", result.Activation?.Outcome);
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());
    }

    [Fact]
    public async Task Calls_OneAfterTheOther_DoWhatTheCommandsDo()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        JsonElement outdated = (await app.LookAsync("/outdated"))[0];
        Assert.Equal(("1.0.0", "1.1.0", true), (outdated.GetProperty("active").GetString(), outdated.GetProperty("newest").GetString(), outdated.GetProperty("canUpdate").GetBoolean()));

        Assert.Equal("[1.0.0]", (await app.AnswerAsync("pin", """{ "id": "shop" }""")).GetProperty("range").GetString());
        Assert.Equal("[1.0.0]", (await app.LookAsync("")).GetProperty("pins").GetProperty("shop").GetString());
        Assert.Equal("unchanged", (await app.AnswerAsync("update")).GetProperty("event").GetString());
        Assert.Equal(JsonValueKind.Null, (await app.AnswerAsync("pin", """{ "id": "shop", "off": true }""")).GetProperty("range").ValueKind);

        Assert.Equal("done", (await app.AnswerAsync("update", """{ "id": ["shop"], "name": "summer" }""")).GetProperty("event").GetString());
        Assert.Equal("permanent", (await app.AnswerAsync("commit")).GetProperty("release").GetProperty("status").GetString());
        Assert.Equal("summer", (await app.LookAsync("")).GetProperty("permanent").GetString());
        Assert.Equal(["1.0.0", "1.1.0"], (await app.LookAsync("/versions")).EnumerateArray().Select(v => v.GetProperty("version").GetString()));

        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());
        JsonElement back = await app.AnswerAsync("rollback");
        Assert.Equal("done", back.GetProperty("event").GetString());
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
        Assert.Equal("done", (await app.AnswerAsync("rollback", """{ "to": "summer" }""")).GetProperty("event").GetString());
        Assert.Equal("\"shop 1.1.0\"", await app.ServedAsync());

        Assert.Equal("done", (await app.AnswerAsync("remove", """{ "id": "shop" }""")).GetProperty("event").GetString());
        Assert.Empty((await app.LookAsync("")).GetProperty("active").GetProperty("plugins").EnumerateArray());
        JsonElement planned = await app.AnswerAsync("gc?dryRun=true&keep=1");
        Assert.Equal("planned", planned.GetProperty("event").GetString());
        Assert.Equal(["shop 1.0.0", "shop 1.1.0"], planned.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(2, (await app.LookAsync("/versions")).GetArrayLength());
        Assert.Equal("done", (await app.AnswerAsync("gc", """{ "keep": 1 }""")).GetProperty("event").GetString());
        Assert.Equal(0, (await app.LookAsync("/versions")).GetArrayLength());
        Assert.Equal(1, (await app.LookAsync("/releases?most=50")).EnumerateArray().Count(r => r.GetProperty("id").GetInt64() > 1));
    }

    [Theory]
    [InlineData("install", "{ \"id\": \"shop\", \"dryRun\": true }")]
    [InlineData("install?dryRun=true", "{ \"id\": \"shop\" }")]
    [InlineData("install?dryRun=true&id=shop", null)]
    public async Task Install_DryRun_TellsThePlanAndChangesNothing(string call, string? body)
    {
        await using StoreApp app = await StoreApp.StartAsync();
        long before = app.Store.List().Active.Id;

        JsonElement answer = await app.AnswerAsync(call, body);

        Assert.Equal("planned", answer.GetProperty("event").GetString());
        Assert.Equal("1.1.0", Text(answer, "plan", "to"));
        Assert.Equal(before, app.Store.List().Active.Id);
        Assert.Equal("\"shop 1.0.0\"", await app.ServedAsync());
    }

    [Fact]
    public async Task Apply_SetWithSettings_GoesLive_AndOnlyTheTokenSeesThem()
    {
        await using StoreApp app = await StoreApp.StartAsync();

        JsonElement answer = await app.AnswerAsync("apply", """
            { "release": { "name": "spring", "plugins": { "shop": { "version": "1.1.0", "settings": { "key": "s3cret" } } } } }
            """);

        Assert.Equal("spring", answer.GetProperty("release").GetProperty("name").GetString());
        using HttpResponseMessage setting = await app.Admin.SendAsync(HttpMethod.Post, "/hotstart/call/shop/Setting", r => r.Content = StoreApp.Json("[\"key\"]"));
        Assert.Equal("\"s3cret\"", await setting.Content.ReadAsStringAsync());
        Assert.Equal("s3cret", (await app.LookAsync("")).GetProperty("active").GetProperty("plugins")[0].GetProperty("settings").GetProperty("key").GetString());
        Assert.DoesNotContain("s3cret", (await app.LookAsync("", withToken: false)).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", await app.Admin.PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SetOfHundredsOfSettings_IsNotTooLarge()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        string settings = string.Join(", ", Enumerable.Range(0, 900).Select(i => $"\"key{i}\": \"{new string('x', 100)}\""));

        JsonElement answer = await app.AnswerAsync("apply", $$"""{ "release": { "plugins": { "shop": { "version": "1.0.0", "settings": { {{settings}} } } } } }""");

        Assert.Equal("done", answer.GetProperty("event").GetString());
        using HttpResponseMessage larger = await app.PostAsync("apply", $$"""{ "name": "{{new string(' ', 2_000_000)}}" }""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, larger.StatusCode);
    }

    [Fact]
    public async Task Plugin_DisabledAndEnabled_HasTheSettingsOfItsRelease()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        await app.AnswerAsync("apply", """{ "release": { "plugins": { "shop": { "version": "1.0.0", "settings": { "key": "EUR" } } } } }""");

        (await app.Admin.CallAsync("disable", "shop")).Dispose();
        Assert.Null(app.Admin.Generation("shop"));
        JsonElement refused = await app.AnswerAsync("update", null, HttpStatusCode.Conflict);
        (await app.Admin.CallAsync("enable", "shop")).Dispose();

        Assert.Equal("plugin-disabled", Text(refused, "reasons", "code"));
        using HttpResponseMessage setting = await app.Admin.SendAsync(HttpMethod.Post, "/hotstart/call/shop/Setting", r => r.Content = StoreApp.Json("[\"key\"]"));
        Assert.Equal("\"EUR\"", await setting.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Plugin_ReloadAndRollback_AreNotDoneHereAndSayWhereElse()
    {
        await using StoreApp app = await StoreApp.StartAsync();
        foreach (string action in (string[])["reload", "rollback"])
        {
            using HttpResponseMessage response = await app.Admin.CallAsync(action, "shop");

            JsonElement answer = await StoreApp.AnswerAsync(response, HttpStatusCode.Conflict);
            Assert.Equal("not-here", answer.GetProperty("code").GetString());
            Assert.Contains("/store/rollback", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, app.Admin.Generation("shop"));
    }

    [Fact]
    public async Task OpenApi_HasTheStoresCalls()
    {
        await using StoreApp app = await StoreApp.StartAsync();

        using HttpResponseMessage response = await app.Admin.GetAsync("/openapi/v1.json");

        JsonElement paths = (await StoreApp.AnswerAsync(response, HttpStatusCode.OK)).GetProperty("paths");
        Assert.All(
            (string[])["", "/releases", "/versions", "/history", "/outdated"],
            p => Assert.True(paths.GetProperty($"/hotstart/store{p}").TryGetProperty("get", out _)));
        Assert.All(
            (string[])["install", "update", "remove", "pin", "apply", "rollback", "commit", "gc"],
            p => Assert.True(paths.GetProperty($"/hotstart/store/{p}").TryGetProperty("post", out _)));
        JsonElement body = paths.GetProperty("/hotstart/store/install").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        Assert.True(body.GetProperty("schema").GetProperty("properties").TryGetProperty("dryRun", out _), body.GetRawText());
    }

    private static string? Text(JsonElement answer, string list, string field) => answer.GetProperty(list)[0].GetProperty(field).GetString();
}
