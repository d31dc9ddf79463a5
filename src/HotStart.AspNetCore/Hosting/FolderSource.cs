namespace HotStart.AspNetCore.Hosting;

/// <summary>The plugins of a folder.</summary>
internal sealed class FolderSource : PluginHostSource
{
    private volatile PluginHost? _host;

    public override async Task<PluginHost> StartAsync(HotStartOptions settings, CancellationToken cancellationToken)
    {
        PluginHost host = await PluginHost.StartAsync(settings.Folder, settings.Host, cancellationToken).ConfigureAwait(false);
        _host = host;
        return host;
    }

    public override ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
