using System.Net;
using System.Text.Json;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class ChangeTests
{
    public static TheoryData<string> Actions => ["reload", "rollback", "disable", "enable", "doctor"];

    [Fact]
    public async Task Reload_NewVersionThere_IsLiveAndTold()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        app.Forge.Hello("2.0");

        using HttpResponseMessage response = await app.CallAsync("reload");

        JsonElement answer = await AdminApp.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("swapped", answer.GetProperty("outcome").GetString());
        Assert.Equal("2.0", answer.GetProperty("version").GetString());
        Assert.Equal(2, answer.GetProperty("toGeneration").GetInt32());
        Assert.Contains("publish", answer.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString()));
        Assert.Equal(2, app.Generation());
    }

    [Fact]
    public async Task Reload_CandidateUnfit_Is409WithReasons()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(app.Live.Plugins, "hello.dll"), "no library at all");

        using HttpResponseMessage response = await app.CallAsync("reload");

        JsonElement answer = await AdminApp.JsonAsync(response);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("refused", answer.GetProperty("outcome").GetString());
        Assert.Equal(ReasonCodes.NotAPeFile, answer.GetProperty("reasons")[0].GetProperty("code").GetString());
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Rollback_AfterReload_BringsTheVersionBefore()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        app.Forge.Hello("2.0");
        (await app.CallAsync("reload")).Dispose();

        using HttpResponseMessage response = await app.CallAsync("rollback");

        JsonElement answer = await AdminApp.JsonAsync(response);
        Assert.Equal("rolledBack", answer.GetProperty("outcome").GetString());
        Assert.Equal("1.0", answer.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Disable_ThenEnable_TakesOutAndBringsBack()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using (HttpResponseMessage disabled = await app.CallAsync("disable"))
        {
            Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
            Assert.Null(app.Generation());
        }

        using (HttpResponseMessage reload = await app.CallAsync("reload"))
        {
            Assert.Equal(HttpStatusCode.Conflict, reload.StatusCode);
            Assert.Equal(ReasonCodes.PluginDisabled, (await AdminApp.JsonAsync(reload)).GetProperty("reasons")[0].GetProperty("code").GetString());
        }

        using HttpResponseMessage enabled = await app.CallAsync("enable");
        Assert.Equal("swapped", (await AdminApp.JsonAsync(enabled)).GetProperty("outcome").GetString());
        Assert.Equal(2, app.Generation());
    }

    [Fact]
    public async Task Change_UnknownPlugin_Is404ThatNamesTheKnown()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.CallAsync("reload", "helo%0D%0Aforged");

        JsonElement answer = await AdminApp.JsonAsync(response);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Known are: hello.", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Live.Log.Lines.All, l => l.Contains("HotStart.Admin", StringComparison.Ordinal) && l.Contains("\nforged", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Change_NoToken_Is401AndNothingChanges(string action)
    {
        await using AdminApp app = await AdminApp.StartAsync();
        app.Forge.Hello("2.0");

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Post, $"/hotstart/plugins/hello/{action}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("no-token", (await AdminApp.JsonAsync(response)).GetProperty("code").GetString());
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(1, app.Generation());
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Change_ForgedToken_Is401AndNothingChanges(string action)
    {
        await using AdminApp app = await AdminApp.StartAsync();
        app.Forge.Hello("2.0");

        using HttpResponseMessage response = await app.SendAsync(
            HttpMethod.Post, $"/hotstart/plugins/hello/{action}", AdminApp.Header("Authorization", $"Bearer {AdminApp.Token}x"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("wrong-token", (await AdminApp.JsonAsync(response)).GetProperty("code").GetString());
        Assert.Equal(1, app.Generation());
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Change_FromAnotherSite_Is403EvenWithTheToken(string header, string value)
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Post, "/hotstart/plugins/hello/disable", r =>
        {
            AdminApp.WithToken(r);
            r.Headers.TryAddWithoutValidation(header, value);
        });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("cross-site", (await AdminApp.JsonAsync(response)).GetProperty("code").GetString());
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Change_Done_IsInTheLogWithWhoAndWhat()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();

        (await app.CallAsync("disable")).Dispose();
        (await app.PressAsync(cookie, "enable")).Dispose();

        Assert.Contains(app.Live.Log.Lines.All, l => l.Contains("Admin token from 127.0.0.1 asked for disable of hello", StringComparison.Ordinal));
        Assert.Contains(app.Live.Log.Lines.All, l => l.Contains("Admin session 1 from 127.0.0.1 asked for enable of hello", StringComparison.Ordinal));
        Assert.Contains(app.Live.Log.Lines.All, l => l.Contains("Admin session 1 from 127.0.0.1: enable of hello ended: Swapped (hello – → 2)", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Live.Log.Lines.All, l => l.Contains(AdminApp.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_ByGet_IsNotAllowed()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.GetAsync("/hotstart/plugins/hello/disable", AdminApp.WithToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(1, app.Generation());
    }
}
