using HotStart.AspNetCore.Connections;
using HotStart.AspNetCore.Generations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Hosting;

/// <summary>
/// Runs the application's plugin host: started before any service of the application starts, the server among them;
/// disposed after all of them have stopped. Safe for use by several threads.
/// </summary>
/// <remarks>
/// A plugin host starts asynchronously and a container makes its services synchronously: so the container holds this,
/// and <see cref="PluginHost"/> itself is what this holds once it was started.
/// </remarks>
internal sealed class PluginHostLifetime(
    IOptions<HotStartOptions> options, WebExtension extension, PluginHostSource source, HeldConnections connections) : IHostedLifecycleService, IAsyncDisposable
{
    private volatile PluginHost? _host;

    public bool HasStarted => _host is not null;

    /// <summary>The host.</summary>
    /// <exception cref="InvalidOperationException">The application has not started yet.</exception>
    public PluginHost Host => _host ?? throw new InvalidOperationException(
        "The plugins of this application were asked for before they were started. They start with the application, before its server listens: ask for PluginHost, or for contracts of plugins, in what runs after that (requests, hosted services), not while the application is being built.");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        HotStartOptions settings = options.Value;
        settings.Host.Extension = extension;
        _host = await source.StartAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Also where the application's start failed half way: then nothing else would end the plugins.</summary>
    public ValueTask DisposeAsync()
    {
        connections.End(); // no server is there any more that they could come to
        return source.DisposeAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
