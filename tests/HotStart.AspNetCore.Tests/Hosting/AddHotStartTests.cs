using HotStart.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Tests.Hosting;

public sealed class AddHotStartTests
{
    [Fact]
    public async Task AddHotStart_SectionWithSettings_HostAndPluginHaveThem()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            f => f.Build("conf", "public sealed class Conf : IPluginLifecycle { public static string Words = \"\"; public ValueTask StartAsync(PluginContext c, CancellationToken t) { Words = string.Join(';', c.Configuration.OrderBy(p => p.Key).Select(p => p.Key + '=' + p.Value)); return default; } public ValueTask StopAsync(CancellationToken t) => default; }"),
            b => b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["HotStart:DrainLimit"] = "00:00:07",
                ["HotStart:Compiler:Debug"] = "true",
                ["HotStart:SharedAssemblies:0"] = "My.Contracts",
                ["HotStart:Plugins:conf:Greeting"] = "hello",
                ["HotStart:Plugins:conf:Deep:Key"] = "1",
            }));

        HotStartOptions options = app.App.Services.GetRequiredService<IOptions<HotStartOptions>>().Value;
        Assert.Equal(TimeSpan.FromSeconds(7), options.Host.DrainLimit);
        Assert.True(options.Host.Compiler.Debug);
        Assert.Contains("My.Contracts", options.Host.SharedAssemblies);
        Assert.Equal("Deep:Key=1;Greeting=hello", app.Host["conf"].Lookup<Variable<string>>("Words").Value);

        app.App.Configuration["HotStart:Plugins:conf:Greeting"] = "changed";
        app.Forge.Build("conf", "public sealed class Conf : IPluginLifecycle { public static string Words = \"\"; public ValueTask StartAsync(PluginContext c, CancellationToken t) { Words = c.Configuration[\"Greeting\"]!; return default; } public ValueTask StopAsync(CancellationToken t) => default; }");
        await app.Host.ReloadAsync("conf");
        Assert.Equal("changed", app.Host["conf"].Lookup<Variable<string>>("Words").Value);
    }

    [Fact]
    public async Task AddHotStart_SeveralBadSettings_StartFailsWithAllOfThem()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => LiveApp.StartAsync(
            build: b =>
            {
                b.Configuration["HotStart:DrainLimit"] = "soon";
                b.Configuration["HotStart:MaxLiveGenerations"] = "1";
                b.Configuration["HotStart:KeepStaged"] = "many";
                b.Configuration["HotStart:ConnectionLimit"] = "-00:00:01";
            }));

        Assert.Equal(4, error.Failures.Count());
        Assert.Contains("HotStart:DrainLimit is 'soon'", error.Message, StringComparison.Ordinal);
        Assert.Contains("HotStart:KeepStaged is 'many'", error.Message, StringComparison.Ordinal);
        Assert.Contains("HotStart:MaxLiveGenerations is 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("HotStart:ConnectionLimit is -00:00:01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PluginHost_AskedForWhileTheApplicationIsBuilt_SaysWhenItStarts()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.AddHotStart();
        await using WebApplication app = builder.Build();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => app.Services.GetRequiredService<PluginHost>());

        Assert.Contains("They start with the application, before its server listens", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddHot_HandlerAsksForTheContract_AlwaysHasTheActiveOne()
    {
        string dll = "";
        await using LiveApp app = await LiveApp.StartAsync(
            f => dll = RealPlugin.PricingV1.CopyTo(f.Folder),
            b => b.Services.AddHot<Plugins.Contracts.IPricing>("pricing"),
            a => a.MapGet("/version", (Plugins.Contracts.IPricing pricing) => pricing.CodeVersion));
        Assert.Equal("1", await app.GetAsync("/version"));

        RealPlugin.PricingV2.CopyTo(Path.GetDirectoryName(dll)!);
        await app.SwapAsync(dll);

        Assert.Equal("2", await app.GetAsync("/version"));
    }

    /// <summary>The one that asks starts first: its id comes before the other's.</summary>
    [Fact]
    public async Task AddHot_PluginAsksForTheContractOfAnother_HasTheActiveOneWhicheverStartsFirst()
    {
        string dll = "";
        await using LiveApp app = await LiveApp.StartAsync(
            f =>
            {
                dll = RealPlugin.PricingV1.CopyTo(f.Folder);
                f.Plugin("asks", """endpoints.MapGet("/version", (Plugins.Contracts.IPricing pricing) => pricing.CodeVersion);""", "services.AddFromHost<Plugins.Contracts.IPricing>();");
            },
            b => b.Services.AddHot<Plugins.Contracts.IPricing>("pricing"));
        Assert.Equal("1", await app.GetAsync("/version"));

        RealPlugin.PricingV2.CopyTo(Path.GetDirectoryName(dll)!);
        await app.SwapAsync(dll);

        Assert.Equal("2", await app.GetAsync("/version"));
        await app.UnloadedAsync("pricing", 1);
        app.Forge.Plugin("asks", "");
        Assert.True((await app.Host.ReloadAsync("asks")).Succeeded);
        await app.UnloadedAsync("asks", 1);
    }

    [Fact]
    public void AddHot_DisposableContract_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddHot<IDisposable>("pricing"));

        Assert.Contains("not disposable", error.Message, StringComparison.Ordinal);
    }
}
