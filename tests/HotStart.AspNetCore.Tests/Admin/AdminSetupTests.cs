using Microsoft.Extensions.Configuration;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class AdminSetupTests
{
    [Fact]
    public async Task MapHotStart_SettingsInvalid_NamesAllErrors()
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => AdminApp.StartAsync(o =>
        {
            o.Token = "short";
            o.TokenFile = " ";
            o.ExamineLimit = TimeSpan.FromHours(1);
        }));

        Assert.Contains("AdminToken has 5 characters and must have at least 16", e.Message, StringComparison.Ordinal);
        Assert.Contains("AdminTokenFile is empty", e.Message, StringComparison.Ordinal);
        Assert.Contains("ExamineLimit is 01:00:00", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapHotStart_TokenInTheConfiguration_IsTheToken()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            build: b => b.Configuration.AddInMemoryCollection(
            [
                new("HotStart:AdminToken", "from-configuration-0123456789"),
                new("HotStart:AdminOpenOnLoopback", "false"),
            ]),
            map: a => a.MapHotStart());
        using HttpRequestMessage request = new(HttpMethod.Get, "/hotstart/status");
        request.Headers.Add("Authorization", "Bearer from-configuration-0123456789");

        using HttpResponseMessage closed = await app.Http.GetAsync("/hotstart/status").LimitAsync();
        using HttpResponseMessage open = await app.Http.SendAsync(request).LimitAsync();

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, closed.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, open.StatusCode);
    }

    [Theory]
    [InlineData("/{tenant}/hotstart")]
    [InlineData("/")]
    public async Task MapHotStart_PatternUnfit_IsRefused(string pattern)
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => LiveApp.StartAsync(map: app => app.MapHotStart(pattern)));

        Assert.Contains($"'{pattern}'", e.Message, StringComparison.Ordinal);
    }
}
