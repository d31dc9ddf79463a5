using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HotStart.AspNetCore.Tests.Endpoints;

public sealed class PluginEndpointTests
{
    [Fact]
    public async Task MapPlugins_PluginWithRoutes_AnswersAndFollowsASwap()
    {
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", """
            endpoints.MapGet("/shop/price/{id:int}", (int id) => new Price(id, id * 2));
            endpoints.MapGet("/shop/old", () => "old");
            """, types: "public sealed record Price(int Id, decimal Amount);"));

        Assert.Equal("""{"id":4,"amount":8}""", await app.GetAsync("/shop/price/4"));
        Assert.Equal("old", await app.GetAsync("/shop/old"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/shop/new")).StatusCode);

        await app.SwapAsync(app.Forge.Plugin("shop", """
            endpoints.MapGet("/shop/price/{id:int}", (int id) => new Price(id, id * 3));
            endpoints.MapGet("/shop/new", () => "new");
            """, types: "public sealed record Price(int Id, decimal Amount);"));

        Assert.Equal("""{"id":4,"amount":12}""", await app.GetAsync("/shop/price/4"));
        Assert.Equal("new", await app.GetAsync("/shop/new"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/shop/old")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Http.PostAsync("/shop/new", null)).StatusCode);
    }

    [Fact]
    public async Task MapPlugins_HostHasARouteThatFits_HostAnswersAndFallbackComesLast()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", """
                endpoints.MapGet("/{any}/b", (string any) => "plugin " + any);
                endpoints.MapGet("/shop/only", () => "plugin");
                """),
            map: host =>
            {
                host.MapGet("/a/b", () => "host");
                host.MapFallback(() => "fallback");
                host.MapPlugins();
            });

        Assert.Equal("host", await app.GetAsync("/a/b"));
        Assert.Equal("plugin x", await app.GetAsync("/x/b"));
        Assert.Equal("plugin", await app.GetAsync("/shop/only"));
        Assert.Equal("fallback", await app.GetAsync("/nobody/has/this"));
    }

    [Fact]
    public async Task MapPlugins_TwoPluginsBelowOnePath_MoreExactRouteWins()
    {
        await using LiveApp app = await LiveApp.StartAsync(f =>
        {
            f.Plugin("a", """endpoints.MapGet("/api/{name}", (string name) => "a " + name);""");
            f.Plugin("b", """endpoints.MapGet("/api/exact", () => "b"); endpoints.MapPost("/api/{name}", (string name) => "b " + name);""");
        });

        Assert.Equal("a foo", await app.GetAsync("/api/foo"));
        Assert.Equal("b", await app.GetAsync("/api/exact"));
        Assert.Equal("b foo", await (await app.Http.PostAsync("/api/foo", null)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Request_UnderWayAcrossASwap_StaysOnItsGenerationToTheLastByte()
    {
        Gate.Reset();
        string Code(string version) => $$"""
            endpoints.MapGet("/shop/slow", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("{{version}} begins, ");
                await http.Response.Body.FlushAsync();
                HotStart.AspNetCore.Tests.Gate.Reached();
                await HotStart.AspNetCore.Tests.Gate.Opened;
                await http.Response.WriteAsync(typeof(ThePlugin).Assembly.GetName().Name + " {{version}} ends");
            });
            """;
        await using LiveApp app = await LiveApp.StartAsync(f => f.Plugin("shop", Code("v1")));
        HttpResponseMessage slow = await app.Http.GetAsync("/shop/slow", HttpCompletionOption.ResponseHeadersRead);
        await Gate.WhenReached.LimitAsync();

        await app.SwapAsync(app.Forge.Plugin("shop", Code("v2") + """endpoints.MapGet("/shop/v2", () => "v2");"""));
        Assert.Equal("v2", await app.GetAsync("/shop/v2"));
        PluginStatus status = app.Host.Status.Plugins.Single();
        GenerationStatus old = status.Generations.Single(g => g.Number == 1);
        Assert.Equal(GenerationState.Draining, old.State);
        Assert.Equal("1 request(s) under way", Assert.Single(old.Holders));

        Gate.Open();
        Assert.Equal("v1 begins, shop v1 ends", await slow.Content.ReadAsStringAsync());
        await app.UnloadedAsync("shop", 1);
    }
}
