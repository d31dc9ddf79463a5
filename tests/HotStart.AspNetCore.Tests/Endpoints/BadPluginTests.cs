using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Endpoints;

/// <summary>Bad candidates and bad requests: a clear answer, nothing changes, the host serves on.</summary>
public sealed class BadPluginTests
{
    private const string Good = """endpoints.MapGet("/shop/a", () => "good");""";

    [Theory]
    [InlineData("""endpoints.MapGet("/host/{name}", () => "x");""", "", "route-clash", "the host itself maps 'GET /host/{id}'")]
    [InlineData("""endpoints.Map("/other", () => "x");""", "", "route-clash", "plugin 'other' maps 'GET /other'")]
    [InlineData("""endpoints.MapGet("/hotstart/status", () => "x");""", "", "route-reserved", "everything below '/hotstart' is the host's own")]
    [InlineData("", "services.AddSingleton<NeedsMore>();", "container-failed", "NeedsMore")]
    [InlineData("""throw new InvalidOperationException("no routes today");""", "", "start-failed", "no routes today")]
    [InlineData("""endpoints.MapGet("/x/{", () => "x");""", "", "start-failed", "incomplete parameter")]
    [InlineData("", """services.AddFromHost<System.Text.StringBuilder>();""", "start-failed", "the host has none")]
    public async Task Candidate_CannotServe_IsRefusedWithTheReasonAndTheOldServesOn(string map, string services, string code, string words)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f =>
            {
                f.Plugin("shop", Good);
                f.Plugin("other", """endpoints.MapGet("/other", () => "other");""");
            },
            map: a =>
            {
                a.MapGet("/host/{id}", () => "host");
                a.MapPlugins();
            });

        SwapResult result = await app.ApplyAsync(app.Forge.Plugin(
            "shop", map, services, "public sealed class NeedsMore(Missing missing) { public Missing It => missing; } public sealed class Missing;"));

        Reason reason = Assert.Single(Assert.Single(result.Plugins).Reasons);
        Assert.Equal(code, reason.Code);
        Assert.Contains("'shop'", reason.Message, StringComparison.Ordinal);
        Assert.Contains(words, reason.Message, StringComparison.Ordinal);
        Assert.Equal("good", await app.GetAsync("/shop/a"));
        Assert.Equal("other", await app.GetAsync("/other"));
        await app.UnloadedAsync("shop", 2);
    }

    [Fact]
    public async Task Candidate_HostedServiceHangs_IsRefusedAtTheStartLimit()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", Good), b => b.Services.AddHotStart(o => o.Host.StartLimit = TimeSpan.FromSeconds(1)));

        SwapResult result = await app.ApplyAsync(app.Forge.Plugin(
            "shop", "", "services.AddHostedService<Hangs>();",
            "public sealed class Hangs : IHostedService { public Task StartAsync(CancellationToken t) => Task.Delay(-1, t); public Task StopAsync(CancellationToken t) => Task.CompletedTask; }"));

        Assert.Equal(ReasonCodes.StartTimedOut, Assert.Single(result.Plugins[0].Reasons).Code);
        Assert.Equal("good", await app.GetAsync("/shop/a"));
    }

    [Fact]
    public async Task Transaction_RouteMovesFromOnePluginToAnother_BothGoLiveTogether()
    {
        await using LiveApp app = await LiveApp.StartAsync(f =>
        {
            f.Plugin("a", """endpoints.MapGet("/moving", () => "a"); endpoints.MapGet("/a", () => "1");""");
            f.Plugin("b", """endpoints.MapGet("/b", () => "1");""");
        });
        string a = app.Forge.Plugin("a", """endpoints.MapGet("/a", () => "2");""");
        string b = app.Forge.Plugin("b", """endpoints.MapGet("/moving", () => "b"); endpoints.MapGet("/b", () => "2");""");

        SwapResult alone = await app.ApplyAsync(b);
        Assert.Contains("plugin 'a' maps 'GET /moving'", Assert.Single(alone.Plugins[0].Reasons).Message, StringComparison.Ordinal);
        await app.SwapAsync(a, b);

        Assert.Equal("b", await app.GetAsync("/moving"));
        Assert.Equal("2", await app.GetAsync("/a"));
    }

    [Fact]
    public async Task Handler_Throws_AnswersWith500AndLeavesTheGenerationFree()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", Good + """endpoints.MapGet("/shop/bad", string () => throw new Odd());""", types: "public sealed class Odd : Exception;"));

        Assert.Equal(HttpStatusCode.InternalServerError, (await app.Http.GetAsync("/shop/bad")).StatusCode);

        await app.SwapAsync(app.Forge.Plugin("shop", """endpoints.MapGet("/shop/a", () => "better");"""));
        Assert.Equal("better", await app.GetAsync("/shop/a"));
        await app.UnloadedAsync("shop", 1);
    }

    [Fact]
    public async Task Client_DisconnectsInMidSwap_GenerationIsFreed()
    {
        Gate.Reset();
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", """
            endpoints.MapGet("/shop/wait", async (HttpContext http) =>
            {
                HotStart.AspNetCore.Tests.Gate.Reached();
                await Task.Delay(-1, http.RequestAborted);
            });
            """));
        NetworkStream client = await app.ConnectAsync();
        await client.WriteAsync(Encoding.ASCII.GetBytes("GET /shop/wait HTTP/1.1\r\nHost: x\r\n\r\n"));
        await Gate.WhenReached.LimitAsync();

        await app.SwapAsync(app.Forge.Plugin("shop", Good));
        Assert.Equal("1 request(s) under way", Assert.Single(app.Host.Status.Plugins[0].Generations[0].Holders));
        await client.DisposeAsync();

        await app.UnloadedAsync("shop", 1);
        Assert.Equal("good", await app.GetAsync("/shop/a"));
    }

    [Fact]
    public async Task Handler_NeverReturns_LingersAndIsNamedWhileTheNewServes()
    {
        Gate.Reset();
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", """endpoints.MapGet("/shop/a", async () => { HotStart.AspNetCore.Tests.Gate.Reached(); await HotStart.AspNetCore.Tests.Gate.Opened; return "late"; });"""),
            b => b.Services.AddHotStart(o => o.Host.DrainLimit = TimeSpan.FromMilliseconds(200)));
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task collecting = events.CollectAsync(app.Host.WatchAsync(end.Token), end.Token);
        Task<string> stuck = app.GetAsync("/shop/a");
        await Gate.WhenReached.LimitAsync();

        await app.SwapAsync(app.Forge.Plugin("shop", Good));
        PluginEvent lingering = await events.NextAsync(e => e.Kind == PluginEventKind.Lingering);
        Assert.Contains("1 request(s) under way", lingering.Message, StringComparison.Ordinal);
        Assert.Equal("good", await app.GetAsync("/shop/a"));

        Gate.Open();
        Assert.Equal("late", await stuck.LimitAsync());
        await app.UnloadedAsync("shop", 1);
        await end.CancelAsync();
        await collecting;
    }

    [Fact]
    public async Task Body_Of100Megabytes_IsRefusedByTheLimitOrTakenWhereTheEndpointAllows()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", Good + """
            endpoints.MapPost("/shop/small", (HttpRequest request) => CountAsync(request));
            endpoints.MapPost("/shop/large", (HttpRequest request) => CountAsync(request)).WithMetadata(new DisableRequestSizeLimitAttribute());
            """, members: """
            private static async Task<string> CountAsync(HttpRequest request)
            {
                byte[] buffer = new byte[65536];
                long n = 0;
                for (int got; (got = await request.Body.ReadAsync(buffer)) > 0; n += got) { }
                return n.ToString();
            }
            """));
        const int Size = 100 << 20;

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await app.Http.SendAsync(Post("/shop/small"))).StatusCode);
        Assert.Equal($"{Size}", await app.TextAsync(await app.Http.SendAsync(Post("/shop/large"))));
        Assert.Equal("good", await app.GetAsync("/shop/a"));

        // The server answers before the body is sent, as a client that asks first is told.
        static HttpRequestMessage Post(string path) => new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(new byte[Size]), Headers = { ExpectContinue = true },
        };
    }
}
