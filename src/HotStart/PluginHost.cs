using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using HotStart.Flow;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart;

/// <summary>
/// Runs every plugin in a folder and, unless told otherwise, swaps each when its files change. Safe for use by several threads.
/// </summary>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed class PluginHost : IAsyncDisposable
{
    private readonly PluginFlow _flow;

    private PluginHost(PluginFlow flow, string folder)
    {
        _flow = flow;
        Folder = folder;
    }

    /// <summary>The folder of plugins, in full.</summary>
    public string Folder { get; }

    /// <summary>The host as it stands now.</summary>
    public HostStatus Status => _flow.Status();

    /// <summary>
    /// What happened lately, the oldest first: of each plugin the last 64 events, so that one that is swapped often leaves the
    /// others theirs. See <see cref="WatchAsync"/> for all.
    /// </summary>
    public ImmutableArray<PluginEvent> RecentEvents => _flow.Events.Recent();

    /// <summary>For those who see internals.</summary>
    internal PluginFlow Flow => _flow;

    private string DebuggerText
    {
        get
        {
            HostStatus status = Status;
            return $"{Folder}: {status.Plugins.Count(p => p.ActiveGeneration is not null)} plugins, live set {status.LiveSet}";
        }
    }

    /// <summary>The plugin of this id.</summary>
    /// <param name="pluginId">Its id; case does not matter.</param>
    /// <exception cref="PluginNotFoundException">No such plugin is active.</exception>
    public Plugin this[string pluginId] => _flow.Face(pluginId);

    /// <summary>
    /// Loads all plugins of a folder: each for itself, all that are fit published by one write. One that is refused
    /// keeps no other from starting; see <see cref="Status"/> and <see cref="WatchAsync"/> for its reasons.
    /// </summary>
    /// <param name="folder">The folder. Where it is missing it is waited for.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up the loading.</param>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static async Task<PluginHost> StartAsync(
        string folder, PluginHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string full = Path.GetFullPath(folder);
        PluginFlow flow = PluginFlow.Begin(options);
        try
        {
            flow.NoteFiles(ArrivalScope.PluginFolder(full));
            IEnumerable<ArtifactFinding> found = Directory.Exists(full) ? ArtifactResolver.Scan(full) : [];
            PluginChange[] changes = [.. found.Select(f => PluginChange.Load(f.Path))];
            if (changes.Length > 0)
            {
                await flow.ApplyAsync(changes, ChangeOrigin.Initial, cancellationToken).ConfigureAwait(false);
            }

            flow.StartWatching();
            return new PluginHost(flow, full);
        }
        catch
        {
            await flow.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The plugin of this id, if one is active.</summary>
    /// <param name="pluginId">Its id; case does not matter.</param>
    /// <param name="plugin">The plugin.</param>
    public bool TryGet(string pluginId, [NotNullWhen(true)] out Plugin? plugin)
    {
        plugin = _flow.Plugins.Find(pluginId) is { Active: not null } record ? new Plugin(_flow, record, null) : null;
        return plugin is not null;
    }

    /// <summary>
    /// Changes several plugins in one transaction: they go live by one write or not at all. Ends in a record and
    /// throws nothing for a candidate that is refused.
    /// </summary>
    /// <param name="changes">What to change; at least one, each plugin at most once.</param>
    /// <param name="cancellationToken">Gives up before anything is published.</param>
    /// <exception cref="OperationCanceledException">Cancelled, or the host began to stop meanwhile; nothing was changed.</exception>
    /// <exception cref="ObjectDisposedException">The host was disposed.</exception>
    public Task<SwapResult> ApplyAsync(IReadOnlyCollection<PluginChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfZero(changes.Count, nameof(changes));
        return _flow.ApplyAsync(changes, ChangeOrigin.Asked, cancellationToken);
    }

    /// <summary>Loads a plugin's artifact again, whether or not a change was seen.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="cancellationToken">Gives up; what is active stays active.</param>
    public Task<SwapResult> ReloadAsync(string pluginId, CancellationToken cancellationToken = default) =>
        ApplyAsync([PluginChange.Reload(pluginId)], cancellationToken);

    /// <summary>Activates a plugin's previous version; see <see cref="Plugin.RollbackAsync"/>.</summary>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="cancellationToken">Gives up; what is active stays active.</param>
    public Task<SwapResult> RollbackAsync(string pluginId, CancellationToken cancellationToken = default) =>
        ApplyAsync([PluginChange.Rollback(pluginId)], cancellationToken);

    /// <summary>Holds the live set of this moment for several calls. Dispose it soon: it keeps its generations.</summary>
    public PinnedSet Pin() => new(_flow);

    /// <summary>The current state of every plugin, then everything that happens, until the host is disposed.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    public IAsyncEnumerable<PluginEvent> WatchAsync(CancellationToken cancellationToken = default) =>
        _flow.Events.WatchAsync(() => _flow.Status().Plugins, cancellationToken);

    /// <summary>
    /// Ends the host: no new calls, then drain, stop and unload of every plugin. Waits for calls under way for at most
    /// the drain limit and forces nothing.
    /// </summary>
    public ValueTask DisposeAsync() => _flow.DisposeAsync();
}
