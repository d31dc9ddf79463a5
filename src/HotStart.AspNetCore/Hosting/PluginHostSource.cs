namespace HotStart.AspNetCore.Hosting;

/// <summary>Starts the plugin host of an application, and ends it. It may be disposed more than once.</summary>
internal abstract class PluginHostSource : IAsyncDisposable
{
    /// <param name="settings">How plugins are run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<PluginHost> StartAsync(HotStartOptions settings, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
