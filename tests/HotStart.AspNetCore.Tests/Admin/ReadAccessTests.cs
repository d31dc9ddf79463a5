using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Admin;

public sealed class ReadAccessTests
{
    public static TheoryData<string> Pages => ["/hotstart", "/hotstart/", "/hotstart/status", "/hotstart/events"];

    [Theory]
    [InlineData("/hotstart")]
    [InlineData("/hotstart/")]
    [InlineData("/hotstart/status")]
    public async Task Read_OnThisMachine_IsOpen(string path)
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Read_ThroughAProxy_NeedsTheToken(string path)
    {
        await using AdminApp app = await AdminApp.StartAsync();

        foreach (string header in new[] { "X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host", "X-Original-For" })
        {
            using HttpResponseMessage response = await app.GetAsync(path, AdminApp.Header(header, "127.0.0.1"));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task Read_ForwardedHeaderBelievedByTheHost_NeedsTheToken()
    {
        await using AdminApp app = await AdminApp.StartAsync(
            build: b => b.Services.Configure<ForwardedHeadersOptions>(o =>
            {
                o.ForwardedHeaders = ForwardedHeaders.All;
                o.KnownIPNetworks.Clear();
                o.KnownProxies.Clear();
            }),
            use: a => a.UseForwardedHeaders());

        using HttpResponseMessage response = await app.GetAsync("/hotstart/status", AdminApp.Header("X-Forwarded-For", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Read_MiddlewareSaysAnotherAddress_NeedsTheToken()
    {
        await using AdminApp app = await AdminApp.StartAsync(use: a => a.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
            return next(context);
        }));

        using HttpResponseMessage response = await app.GetAsync("/hotstart/status");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    public async Task Read_UnderTheNameOfAnotherSite_NeedsTheToken(string host)
    {
        await using AdminApp app = await AdminApp.StartAsync();

        using HttpResponseMessage response = await app.GetAsync("/hotstart/status", r => r.Headers.Host = $"{host}:{app.Live.Url.Port}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Read_LoopbackNotOpen_NeedsTheToken()
    {
        await using AdminApp app = await AdminApp.StartAsync(o => o.OpenOnLoopback = false);

        using HttpResponseMessage without = await app.GetAsync("/hotstart/status");
        using HttpResponseMessage with = await app.GetAsync("/hotstart/status", AdminApp.WithToken);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Page_NotAllowed_AsksForTheToken()
    {
        await using AdminApp app = await AdminApp.StartAsync(o => o.OpenOnLoopback = false);

        using HttpResponseMessage response = await app.GetAsync("/hotstart", r => r.Headers.Accept.ParseAdd("text/html"));

        string page = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("<label for=\"token\">Admin token</label>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HostAllowsAllOrigins_OtherSitesStillReadNothing()
    {
        await using AdminApp app = await AdminApp.StartAsync(
            build: b => b.Services.AddCors(o => o.AddDefaultPolicy(p => p.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod())),
            use: a =>
            {
                a.UseRouting();
                a.UseCors();
                a.MapGet("/open", () => "open");
            });

        using HttpResponseMessage open = await app.GetAsync("/open", AdminApp.Header("Origin", "https://evil.example"));
        using HttpResponseMessage status = await app.GetAsync("/hotstart/status", AdminApp.Header("Origin", "https://evil.example"));
        using HttpResponseMessage own = await app.GetAsync("/hotstart/status", AdminApp.Header("Origin", app.Live.Url.GetLeftPart(UriPartial.Authority)));

        Assert.True(open.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.Forbidden, status.StatusCode);
        Assert.DoesNotContain("hello", await status.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }
}
