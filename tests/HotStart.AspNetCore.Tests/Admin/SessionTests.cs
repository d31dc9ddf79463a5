using System.Net;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class SessionTests
{
    [Fact]
    public async Task Login_RightToken_SetsACookieThatScriptsAndOtherSitesDoNotGet()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await LoginAsync(app, AdminApp.Token);

        string[] cookie = [.. response.Headers.GetValues("Set-Cookie").Single().Split(';', StringSplitOptions.TrimEntries)];
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/hotstart", response.Headers.Location!.ToString());
        Assert.Contains("httponly", cookie, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("path=/hotstart", cookie, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(AdminApp.Token, cookie[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_WrongToken_SaysSoAndSetsNoCookie()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await LoginAsync(app, "not the token at all");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("This is not the token.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(app.Live.Log.Lines.All, l => l.Contains("A wrong admin token came from 127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Login_FromAnotherSite_Is403()
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await LoginAsync(app, AdminApp.Token, AdminApp.Header("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Button_OwnForm_ChangesAndComesBackWithANote()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();
        app.Forge.Hello("2.0");

        using HttpResponseMessage response = await app.PressAsync(cookie, "reload");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/hotstart#plugin-hello", response.Headers.Location!.ToString());
        Assert.Equal(2, app.Generation());
        Assert.Contains("hello runs generation 2 (2.0).", await app.PageAsync(cookie), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("made-up-by-another-site")]
    public async Task Button_ForgedForm_Is403AndNothingChanges(string formToken)
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();

        using HttpResponseMessage response = await app.PressAsync(cookie, "disable", formToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Button_CookieAlone_Is403()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();

        using HttpResponseMessage response = await app.SendAsync(
            HttpMethod.Post, "/hotstart/plugins/hello/disable", r => r.Headers.Add("Cookie", cookie));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(1, app.Generation());
    }

    [Fact]
    public async Task Button_FormOfAnotherSession_Is403()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string mine = await app.SignInAsync();
        string other = await app.SignInAsync();
        string page = await app.PageAsync(other);
        string formToken = page.Split("name=\"hotstart-form\" value=\"")[1].Split('"')[0];

        using HttpResponseMessage response = await app.PressAsync(mine, "disable", formToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Logout_ThenButton_Is401()
    {
        await using AdminApp app = await AdminApp.StartAsync();
        string cookie = await app.SignInAsync();
        string formToken = (await app.PageAsync(cookie)).Split("name=\"hotstart-form\" value=\"")[1].Split('"')[0];

        using HttpResponseMessage signedOut = await app.SendAsync(HttpMethod.Post, "/hotstart/logout", r =>
        {
            r.Headers.Add("Cookie", cookie);
            r.Content = new FormUrlEncodedContent([new("hotstart-form", formToken)]);
        });
        using HttpResponseMessage response = await app.PressAsync(cookie, "disable", formToken);

        Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(1, app.Generation());
    }

    private static Task<HttpResponseMessage> LoginAsync(AdminApp app, string token, Action<HttpRequestMessage>? more = null) =>
        app.SendAsync(HttpMethod.Post, "/hotstart/login", r =>
        {
            r.Headers.Accept.ParseAdd("text/html");
            r.Content = new FormUrlEncodedContent([new("admin-token", token)]);
            more?.Invoke(r);
        });
}
