using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HotStart.AspNetCore.Tests;

/// <summary>An application on a real Kestrel, with a folder of plugins of its own.</summary>
internal sealed class LiveApp : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private LiveApp()
    {
        Plugins = Path.Combine(_folder.Path, "plugins");
        Forge = new WebForge(Plugins);
    }

    public string Plugins { get; }

    public WebForge Forge { get; }

    public WebApplication App { get; private set; } = null!;

    public Uri Url { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public PluginHost Host => App.Services.GetRequiredService<PluginHost>();

    /// <summary>Everything that was logged.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Builds and starts an application.</summary>
    /// <param name="plugins">Puts the first plugins into the folder.</param>
    /// <param name="build">Adds services and settings.</param>
    /// <param name="map">Maps endpoints; null for <c>MapPlugins</c> alone.</param>
    public static async Task<LiveApp> StartAsync(
        Action<WebForge>? plugins = null, Action<WebApplicationBuilder>? build = null, Action<WebApplication>? map = null)
    {
        LiveApp live = new();
        try
        {
            plugins?.Invoke(live.Forge);
            WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = live._folder.Path });
            builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(live.Log);
            builder.AddHotStart(o =>
            {
                o.Folder = live.Plugins;
                o.Host.Watch = false;
                o.Host.UnloadProbeInterval = TimeSpan.FromMilliseconds(50);
            });
            build?.Invoke(builder);
            live.App = builder.Build();
            (map ?? (app => app.MapPlugins()))(live.App);
            await live.App.StartAsync();
            live.Url = new Uri(live.App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            live.Http = new HttpClient { BaseAddress = live.Url };
            return live;
        }
        catch
        {
            await live.DisposeAsync();
            throw;
        }
    }

    public async Task<string> GetAsync(string path) => await TextAsync(await Http.GetAsync(path));

    /// <summary>The text of a response, which must be a success; else the test fails with what was logged.</summary>
    public async Task<string> TextAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {text}\n{string.Join('\n', Log.Lines.All.TakeLast(4))}");
        return text;
    }

    /// <summary>Loads a plugin from its DLL; the swap must succeed.</summary>
    public async Task<SwapResult> SwapAsync(params string[] dlls)
    {
        SwapResult result = await ApplyAsync(dlls);
        Assert.All(result.Plugins, p => Assert.True(p.Outcome == SwapOutcome.Swapped, string.Join("; ", p.Reasons)));
        return result;
    }

    public Task<SwapResult> ApplyAsync(params string[] dlls) =>
        Host.ApplyAsync([.. dlls.Select(PluginChange.Load)]).LimitAsync();

    /// <summary>Completes when a generation is proven gone.</summary>
    public async Task UnloadedAsync(string pluginId, int number)
    {
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task collecting = events.CollectAsync(Host.WatchAsync(end.Token), end.Token);
        if (Host.Status.Plugins.First(p => p.Id == pluginId).Generations.Any(g => g.Number == number))
        {
            PluginEvent verdict = await events.NextAsync(e => e.PluginId == pluginId && e.Generation == number
                && e.Kind is PluginEventKind.Unloaded or PluginEventKind.Leaked);
            Assert.True(verdict.Kind == PluginEventKind.Unloaded, verdict.Message);
        }

        await end.CancelAsync();
        await collecting;
    }

    /// <summary>A bare connection to the server.</summary>
    public async Task<NetworkStream> ConnectAsync()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Url.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        _folder.Dispose();
    }
}
