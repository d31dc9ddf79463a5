using System.Diagnostics;
using HotStart.Flow;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using HotStart.Handles;

namespace HotStart;

/// <summary>
/// One plugin: a stable identity that outlives every version of its code. Everything it hands out is version-free and
/// always runs the active generation. Safe for use by several threads.
/// </summary>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed class Plugin : IAsyncDisposable
{
    private readonly PluginFlow _flow;
    private readonly PluginRecord _record;
    private readonly PluginFlow? _owned;

    internal Plugin(PluginFlow flow, PluginRecord record, PluginFlow? owned)
    {
        _flow = flow;
        _record = record;
        _owned = owned;
    }

    /// <summary>The plugin's id in its host.</summary>
    public string Id => _record.Id;

    /// <summary>The plugin as it stands now.</summary>
    public PluginStatus Status => _flow.Status(_record);

    /// <summary>The symbols of the active generation.</summary>
    /// <exception cref="PluginNotFoundException">No generation is active.</exception>
    public IReadOnlyList<SymbolInfo> Symbols => _flow.Handles.Symbols(_flow.HostCell, Id, _record.Slot);

    private string DebuggerText => Status is { ActiveGeneration: { } number } status
        ? $"{Id} generation {number} ({status.Version})"
        : $"{Id} (none active)";

    /// <summary>Loads a plugin and, unless told otherwise, watches its files and swaps when they change.</summary>
    /// <param name="path">A DLL, a C# file, a project, or a folder that holds one.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <remarks>Blocks until the first generation is active; asynchronous programs use <see cref="OpenAsync"/>.</remarks>
    /// <exception cref="CandidateRejectedException">The artifact is missing or unfit; all reasons are told.</exception>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static Plugin Open(string path, PluginHostOptions? options = null) =>
        // The one place that blocks on a task, for programs that are not asynchronous. On the pool, so that no
        // synchronization context of the caller is waited for.
        Task.Run(() => OpenAsync(path, options)).GetAwaiter().GetResult();

    /// <summary>Loads a plugin and, unless told otherwise, watches its files and swaps when they change.</summary>
    /// <param name="path">A DLL, a C# file, a project, or a folder that holds one.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up the loading.</param>
    /// <exception cref="CandidateRejectedException">The artifact is missing or unfit; all reasons are told.</exception>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static async Task<Plugin> OpenAsync(
        string path, PluginHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PluginFlow flow = PluginFlow.Begin(options);
        try
        {
            Artifact artifact = ArtifactResolver.Resolve(path);
            (string named, ArrivalScope scope) = artifact switch
            {
                { Kind: ArtifactKind.Project } => (artifact.Path, ArrivalScope.Project(artifact.Path)),
                { Kind: ArtifactKind.Source, OwnsRoot: false } => (artifact.Path, ArrivalScope.Source(artifact.Path)),
                { OwnsRoot: true } => (artifact.Root, ArrivalScope.OneFolder(artifact.Root)),
                _ => (artifact.Path, ArrivalScope.Dll(artifact.Path)),
            };
            flow.NoteFiles(scope);
            SwapResult result = await flow.ApplyAsync(
                [PluginChange.Load(named)], ChangeOrigin.Asked, cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw new CandidateRejectedException(path, [.. result.Reasons]);
            }

            flow.StartWatching();
            return new Plugin(flow, flow.Plugins.Find(result.Plugins[0].PluginId)!, flow);
        }
        catch (ArtifactException e)
        {
            await flow.DisposeAsync().ConfigureAwait(false);
            throw new CandidateRejectedException(path, [e.Reason]);
        }
        catch
        {
            await flow.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Finds a function or variable and checks its type. The handle returned never goes stale: after a swap the same
    /// one runs the new code.
    /// </summary>
    /// <typeparam name="T">A delegate type for a function, <see cref="Variable{T}"/> for a field or property.</typeparam>
    /// <param name="symbol">The name: <c>Member</c> if unique, else <c>Type.Member</c>.</param>
    /// <exception cref="SymbolNotFoundException">There is no such symbol, or the name fits several.</exception>
    /// <exception cref="SymbolTypeException">It has another type.</exception>
    /// <exception cref="PluginNotFoundException">No generation is active.</exception>
    public T Lookup<T>(string symbol)
        where T : class => _flow.Handles.Lookup<T>(_flow.HostCell, Id, _record.Slot, symbol);

    /// <summary>Finds a symbol without checking its type.</summary>
    /// <param name="symbol">The name: <c>Member</c> if unique, else <c>Type.Member</c>.</param>
    /// <exception cref="SymbolNotFoundException">There is no such symbol.</exception>
    /// <exception cref="PluginNotFoundException">No generation is active.</exception>
    public Symbol Lookup(string symbol) => _flow.Handles.LookupSymbol(_flow.HostCell, Id, _record.Slot, symbol);

    /// <summary>As <see cref="Lookup(string)"/>, for a call by somebody outside of the process, who claims nothing of later versions.</summary>
    internal Symbol LookupNamedCall(string symbol) => _flow.Handles.LookupSymbol(_flow.HostCell, Id, _record.Slot, symbol, HandleKind.NamedCall);

    /// <summary>Finds the class that implements a contract; the proxy returned never goes stale.</summary>
    /// <typeparam name="T">An interface that host and plugin share.</typeparam>
    /// <param name="name">The class, where several implement it.</param>
    /// <exception cref="SymbolNotFoundException">No class implements it, or several do and none is named.</exception>
    /// <exception cref="SymbolTypeException">The named class does not implement it.</exception>
    /// <exception cref="PluginNotFoundException">No generation is active.</exception>
    public T Get<T>(string? name = null)
        where T : class => _flow.Handles.Get<T>(_flow.HostCell, Id, _record.Slot, name);

    /// <summary>Loads the artifact again, whether or not a change was seen.</summary>
    /// <param name="cancellationToken">Gives up; what is active stays active.</param>
    public Task<SwapResult> ReloadAsync(CancellationToken cancellationToken = default) =>
        _flow.ApplyAsync([PluginChange.Reload(Id)], ChangeOrigin.Asked, cancellationToken);

    /// <summary>
    /// Activates the previous version: by pointer while it is kept warm, else from its staged copy. Repeated, it goes
    /// further back. The watched file is not loaded again until it changes.
    /// </summary>
    /// <param name="cancellationToken">Gives up; what is active stays active.</param>
    public Task<SwapResult> RollbackAsync(CancellationToken cancellationToken = default) =>
        _flow.ApplyAsync([PluginChange.Rollback(Id)], ChangeOrigin.Asked, cancellationToken);

    /// <summary>The current state, then everything that happens to this plugin, until it is disposed.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<PluginEvent> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (PluginEvent e in _flow.Events.WatchAsync(() => [Status], cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(e.PluginId, Id, StringComparison.OrdinalIgnoreCase) || e.Artifact == Status.Artifact)
            {
                yield return e;
            }
        }
    }

    /// <summary>
    /// Ends a plugin that was opened by itself: no new calls, drain, stop, unload. Waits for calls under way for at most the
    /// drain limit. Does nothing for a plugin that belongs to a <see cref="PluginHost"/>.
    /// </summary>
    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
