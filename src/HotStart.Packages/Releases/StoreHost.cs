using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>
/// A plugin host that runs what a store says is active, and follows it: what another process installs, applies or rolls back goes
/// live here in one transaction. A new release that fails before it is proven is set aside, and the proven one serves again. Safe
/// for use by several threads.
/// </summary>
public sealed class StoreHost : IAsyncDisposable
{
    private readonly StoreLock? _lock;
    private readonly Following _following;
    private readonly Lazy<Task> _end;

    private StoreHost(PluginStore store, StoreLock? taken, Following following)
    {
        Store = store;
        _lock = taken;
        _following = following;
        _end = new Lazy<Task>(EndAsync);
    }

    /// <summary>The plugins. Swap, roll back and remove them through <see cref="Store"/>: what is changed here behind its back is not in its history.</summary>
    public PluginHost Plugins => _following.Plugins;

    /// <summary>The store.</summary>
    public PluginStore Store { get; }

    /// <summary>The release that is live, with the status it had when it went live or proved itself.</summary>
    public Release Running => _following.Running;

    /// <summary>
    /// Starts what the store says. Where the last process died of a release that was not proven, one of that release's tries is
    /// used up first; without a try left the permanent release is started instead.
    /// </summary>
    /// <param name="folder">The folder of the store; it is made if it is missing.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">The store cannot be read, or another host runs on it.</exception>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static async Task<StoreHost> StartAsync(string folder, StoreHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new StoreHostOptions();
        options.Validate();
        PluginStore store = PluginStore.Open(folder, options.Store);
        StoreLock? taken = null;
        PluginHost? plugins = null;
        try
        {
            StorePaths paths = store.Core.Paths;
            taken = store.IsReadOnly && !store.Core.Database.HasNoRoom
                ? null
                : await StoreLock.TakeAsync(paths.HostLock, "run", options.Store.LockPatience, paths, options.Store.TimeProvider, cancellationToken).ConfigureAwait(false);

            // Nothing of the release runs before this has said so on the disk.
            Boot boot = new(store.Core);
            Release start = boot.Decide();
            plugins = await PluginHost.StartAsync(Path.Combine(paths.Root, "plugins"), options.Host, cancellationToken).ConfigureAwait(false);
            Following following = new(store.Core, plugins, options, boot.Run);
            foreach (HistoryRecord record in boot.Records)
            {
                following.Records.Tell(record);
            }

            await following.StartAsync(start, cancellationToken).ConfigureAwait(false);
            return new StoreHost(store, taken, following);
        }
        catch
        {
            if (plugins is not null)
            {
                await plugins.DisposeAsync().ConfigureAwait(false);
            }

            taken?.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>Ends the plugins as <see cref="PluginHost.DisposeAsync"/> does, and says in the store that the end was orderly.</summary>
    public ValueTask DisposeAsync() => new(_end.Value);

    private async Task EndAsync()
    {
        await _following.DisposeAsync().ConfigureAwait(false);
        await Plugins.DisposeAsync().ConfigureAwait(false);
        await _following.EventsAsync().ConfigureAwait(false);
        _following.End();
        _lock?.Dispose();
        Store.Dispose();
    }
}
