using HotStart.AspNetCore.Hosting;
using HotStart.Packages.Releases;
using Microsoft.Extensions.Options;

namespace HotStart.AspNetCore.Packages.Hosting;

/// <summary>The plugins of the release that a store says is active.</summary>
internal sealed class StoreSource(IOptions<HotStartStoreOptions> options) : PluginHostSource
{
    private volatile StoreHost? _host;

    /// <summary>The host on the store.</summary>
    /// <exception cref="InvalidOperationException">The application has not started yet.</exception>
    public StoreHost Host => _host ?? throw new InvalidOperationException(
        "The store of this application was asked for before it was opened. It opens when the application starts, before its server listens: ask for StoreHost in what runs after that (requests, hosted services), not while the application is being built.");

    public override async Task<PluginHost> StartAsync(HotStartOptions settings, CancellationToken cancellationToken)
    {
        StoreHostOptions store = options.Value.Host;
        store.Host = settings.Host;
        StoreHost host = await StoreHost.StartAsync(options.Value.Folder, store, cancellationToken).ConfigureAwait(false);
        _host = host;
        return host.Plugins;
    }

    public override ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
