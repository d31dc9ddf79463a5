using System.Net;
using HotStart.AspNetCore;
using HotStart.Bench.Web.Code;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotStart.Bench.Web;

/// <summary>An application on Kestrel: with the endpoints compiled in, or with plugins.</summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchApp(WebApplication app)
    {
        _app = app;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url { get; }

    public HttpClient Http { get; }

    public PluginHost Host => _app.Services.GetRequiredService<PluginHost>();

    public static Task<BenchApp> CompiledInAsync() => StartAsync(b => ShopJson.Use(b.Services), app => new ShopEndpoints().MapEndpoints(app));

    public static Task<BenchApp> WithPluginsAsync(string folder) => StartAsync(
        builder => builder.AddHotStart(o =>
        {
            o.Folder = folder;
            o.Host.Watch = false;
            o.Host.MaxLiveGenerations = 16;
        }),
        app => app.MapPlugins());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task<BenchApp> StartAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        build(builder);
        WebApplication app = builder.Build();
        app.UseWebSockets();
        map(app);
        await app.StartAsync();
        return new BenchApp(app);
    }
}
