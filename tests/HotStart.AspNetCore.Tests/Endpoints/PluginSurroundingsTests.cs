using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Tests.Endpoints;

/// <summary>What a plugin's endpoints find around them: the host's middleware, and a container of their own.</summary>
public sealed class PluginSurroundingsTests
{
    [Fact]
    public async Task Endpoint_AsksForAPolicyOfTheHost_IsGuardedByTheHost()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", """
                RouteGroupBuilder group = endpoints.MapGroup("/shop").RequireAuthorization("staff");
                group.MapGet("/secret", (HttpContext http) => http.User.Identity!.Name);
                endpoints.MapGet("/shop/open", () => "open");
                """),
            b =>
            {
                b.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
                b.Services.AddAuthorization(o => o.AddPolicy("staff", p => p.RequireClaim("role", "staff")));
            });

        Assert.Equal("open", await app.GetAsync("/shop/open"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync("/shop/secret")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync("guest")).StatusCode);
        Assert.Equal("anna", await (await SendAsync("staff")).Content.ReadAsStringAsync());

        app.Forge.Plugin("shop", """endpoints.MapGet("/shop/secret", () => "no longer");""");
        await app.Host.ReloadAsync("shop");
        Assert.Equal("no longer", await app.GetAsync("/shop/secret"));
        await app.UnloadedAsync("shop", 1);

        Task<HttpResponseMessage> SendAsync(string role) => app.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "/shop/secret") { Headers = { { "X-User", $"anna {role}" } } });
    }

    [Fact]
    public async Task Plugin_RegistrationAndGeneratedCode_AreCompiledWithoutOptimisingAndHandlersAreNot()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin(
                "shop",
                """
                static string Flags(Type type, string method) => $"{type.GetMethod(method)!.MethodImplementationFlags}";
                endpoints.MapGet("/shop/flags", () => string.Join(" ",
                    Flags(typeof(ThePlugin), "MapEndpoints"), Flags(typeof(ThePlugin), "ConfigureServices"), Flags(typeof(ThePlugin), "Handle"),
                    Flags(typeof(Microsoft.AspNetCore.Http.Generated.Made), "Map"), Flags(typeof(Microsoft.AspNetCore.Http.Generated.Made.Inner), "Map")));
                """,
                types: "namespace Microsoft.AspNetCore.Http.Generated { public static class Made { public static void Map() { } public static class Inner { public static void Map() { } } } }",
                members: "public static void Handle() { }"));

        Assert.Equal("NoOptimization NoOptimization IL NoOptimization NoOptimization", await app.GetAsync("/shop/flags"));
    }

    [Fact]
    public async Task Plugin_FiltersMiddlewareServicesAndSettings_AllAreItsOwn()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin(
                "shop",
                """
                endpoints.MapGet("/shop/x", (Counter counter, Clock clock, Microsoft.Extensions.Options.IOptions<Settings> settings, HotStart.AspNetCore.Tests.HostThing thing, HotStart.AspNetCore.Tests.HostScoped scoped, HttpContext http) =>
                    $"{counter.Next()} {settings.Value.Currency} {thing.Name} {scoped == http.RequestServices.GetRequiredService<HotStart.AspNetCore.Tests.HostScoped>()}")
                    .AddEndpointFilter(async (c, next) => "filtered " + await next(c));
                """,
                """
                services.AddSingleton<Counter>();
                services.AddScoped<Clock>();
                services.AddFromHost<HotStart.AspNetCore.Tests.HostThing>();
                services.AddFromHost<HotStart.AspNetCore.Tests.HostScoped>();
                services.AddOptions<Settings>().BindConfiguration("");
                """,
                "public sealed class Counter { private int _n; public int Next() => ++_n; } public sealed class Clock; public sealed class Settings { public string Currency { get; set; } = \"\"; }",
                """
                public void ConfigureBranch(IApplicationBuilder branch) => branch.Use(async (http, next) => { http.Response.Headers["X-Branch"] = "shop"; await next(http); });
                """),
            b =>
            {
                b.Configuration["HotStart:Plugins:shop:Currency"] = "EUR";
                b.Services.AddSingleton(new HostThing("thing"));
                b.Services.AddScoped<HostScoped>();
            },
            a =>
            {
                a.MapPlugins();
                a.MapGet("/host", () => "host");
            });

        HttpResponseMessage first = await app.Http.GetAsync("/shop/x");
        Assert.Equal("filtered 1 EUR thing True", await app.TextAsync(first));
        Assert.Equal("shop", Assert.Single(first.Headers.GetValues("X-Branch")));
        Assert.Equal("filtered 2 EUR thing True", await app.GetAsync("/shop/x"));
        Assert.False((await app.Http.GetAsync("/host")).Headers.Contains("X-Branch"));
    }

    [Fact]
    public async Task Plugin_HostedServiceAndHealthCheck_LiveWithTheGeneration()
    {
        Journal.Lines.Clear();
        string Code(string version, string health) => $$"""
            services.AddHostedService<Worker>();
            services.AddHealthChecks().AddCheck("stock", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.{{health}}("{{version}}"));
            """;
        string Types(string version) => $$"""
            public sealed class Worker : IHostedService
            {
                public Task StartAsync(CancellationToken t) { HotStart.AspNetCore.Tests.Journal.Lines.Add("{{version}} started"); return Task.CompletedTask; }
                public Task StopAsync(CancellationToken t) { HotStart.AspNetCore.Tests.Journal.Lines.Add("{{version}} stopped"); return Task.CompletedTask; }
            }
            """;
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Plugin("shop", "", Code("v1", "Healthy"), Types("v1")),
            b => b.Services.AddHealthChecks().AddPluginChecks(),
            a =>
            {
                a.MapPlugins();
                a.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = (http, report) => http.Response.WriteAsync($"{report.Status} {report.Entries["plugins"].Data["shop: stock"]}") });
            });
        Assert.Equal("Healthy Healthy: v1", await app.GetAsync("/health"));

        app.Forge.Plugin("shop", "", Code("v2", "Degraded"), Types("v2"));
        await app.Host.ReloadAsync("shop");
        Assert.Equal("Degraded Degraded: v2", await app.GetAsync("/health"));
        await app.UnloadedAsync("shop", 1);
        Assert.Equal(["v1 started", "v2 started", "v1 stopped"], Journal.Lines);
    }

    [Fact]
    public async Task MapPluginFiles_PluginInAFolder_ServesItsFilesAndFollowsASwap()
    {
        await using LiveApp app = await LiveApp.StartAsync(f =>
        {
            WebForge inFolder = new(Path.Combine(f.Folder, "shop"));
            inFolder.Plugin("shop", """endpoints.MapPluginFiles("/shop");""");
            Directory.CreateDirectory(Path.Combine(f.Folder, "shop", "wwwroot"));
            File.WriteAllText(Path.Combine(f.Folder, "shop", "wwwroot", "page.html"), "<p>one</p>");
        });
        Assert.Equal("<p>one</p>", await app.GetAsync("/shop/page.html"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/shop/shop.dll")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/shop/..%2fshop.dll")).StatusCode);

        File.WriteAllText(Path.Combine(app.Plugins, "shop", "wwwroot", "page.html"), "<p>two</p>");
        Assert.Equal("<p>one</p>", await app.GetAsync("/shop/page.html"));
        SwapResult swap = await app.Host.ReloadAsync("shop");
        Assert.True(swap.Outcome == SwapOutcome.Swapped, swap.ToString());
        Assert.Equal("<p>two</p>", await app.GetAsync("/shop/page.html"));
    }
}
