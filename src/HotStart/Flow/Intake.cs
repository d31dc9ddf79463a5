using System.Collections.Immutable;
using HotStart.Diagnostics;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow;

/// <summary>
/// Turns arrivals into changes. Each batch is a transaction of its own that runs beside the others, so that a
/// candidate that hangs in its start keeps no other plugin from being updated.
/// </summary>
internal sealed class Intake : IAsyncDisposable
{
    private readonly PluginFlow _flow;
    private readonly ILogger _logger;
    private readonly ArrivalReports _reports;
    private readonly ArrivalWatch _watch;
    private readonly string? _folder;
    private readonly HeldBack _heldBack = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _ending;
    private Task _loop = Task.CompletedTask;

    /// <param name="flow">Where changes go.</param>
    /// <param name="scope">What to watch. What is there now counts as known.</param>
    public Intake(PluginFlow flow, ArrivalScope scope)
    {
        _flow = flow;
        _ending = _ended.Token; // what runs in the background may ask for it after the source is gone
        _logger = flow.Options.LoggerFactory.CreateLogger("HotStart");
        _reports = new ArrivalReports(flow, _logger);
        _folder = scope.Kind == ArrivalScopeKind.PluginFolder ? scope.Folder : null;
        _watch = new ArrivalWatch(scope, ArrivalSettings.From(flow.Options), flow.Options.TimeProvider, _logger);
    }

    public void Start()
    {
        _watch.Start();
        _loop = Task.Run(ReadAsync);
    }

    public void WatchBeyond(string artifactPath, Beyond beyond) => _watch.WatchBeyond(artifactPath, beyond);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (ArrivalBatch batch in _watch.ReadAsync(_ended.Token).ConfigureAwait(false))
            {
                _flow.InBackground(() => TakeInAsync(batch));
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task TakeInAsync(ArrivalBatch batch)
    {
        string[] settled = [.. Of(batch, ArrivalKind.Settled)];
        try
        {
            if (settled.Length > 0)
            {
                FlowLog.Arrived(_logger, string.Join(", ", settled));
            }
        }
        finally
        {
            // A log sink that throws loses its line, never the change.
            await TakeInAsync(batch, settled).ConfigureAwait(false);
        }
    }

    private async Task TakeInAsync(ArrivalBatch batch, string[] settled)
    {
        List<Exception> failures = [];
        await TryAsync(settled, failures, () => LoadAsync(batch)).ConfigureAwait(false);

        // Only now: what is gone from one place may just have been found at another.
        foreach (string deleted in Of(batch, ArrivalKind.Deleted))
        {
            await TryAsync([deleted], failures, () => DeletedAsync(deleted)).ConfigureAwait(false);
        }

        await ReleaseAsync(failures).ConfigureAwait(false);
        foreach (Arrival arrival in batch.Arrivals.Where(a => a.Kind == ArrivalKind.NotSettled))
        {
            await TryAsync([], failures, () =>
            {
                _reports.NotSettled(arrival);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }

        // Last, because the log may be what failed.
        if (failures.Count > 0)
        {
            _reports.Failed(failures, batch);
        }
    }

    /// <summary>Nothing must be lost by a failure: what arrived is reported once more, with more patience each time.</summary>
    private async Task TryAsync(IEnumerable<string> artifacts, List<Exception> failures, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested || _flow.Stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            failures.Add(e);
            foreach (string artifact in artifacts)
            {
                LoadAgain(artifact);
            }
        }
    }

    private void LoadAgain(string artifact)
    {
        _flow.Staging.Forget(artifact);
        _watch.LookAgain(artifact);
    }

    private async Task LoadAsync(ArrivalBatch batch)
    {
        if (Loads(batch) is { Count: > 0 } loads)
        {
            await ApplyAsync(loads).ConfigureAwait(false);
        }
    }

    /// <summary>Those that waited for partners that are gone now have nobody to wait for.</summary>
    private async Task ReleaseAsync(List<Exception> failures)
    {
        if (!_heldBack.HasReleased())
        {
            return;
        }

        ImmutableSortedSet<string> released = [];
        await TryAsync([], failures, async () =>
        {
            // Deleted while it was being refused, it may be a writer that deletes and creates: as long as for any other.
            await Task.Delay(Pace.Deleted, _flow.Options.TimeProvider, _ending).ConfigureAwait(false);
            released = _heldBack.TakeReleased();
        }).ConfigureAwait(false);

        if (!released.IsEmpty)
        {
            foreach (string artifact in released)
            {
                _flow.Staging.Forget(artifact);
            }

            await TryAsync(released, failures, () => ApplyAsync([.. released.Select(PluginChange.Load)])).ConfigureAwait(false);
        }
    }

    private List<PluginChange> Loads(ArrivalBatch batch)
    {
        Dictionary<string, ImmutableArray<FileEntry>> artifacts = new(StringComparer.Ordinal);
        FlatFolder? flat = _folder is null ? null : new FlatFolder(_folder, _flow.Plugins);
        foreach (string arrived in Of(batch, ArrivalKind.Settled))
        {
            foreach (string artifact in flat?.ArtifactsOf(arrived) ?? [arrived])
            {
                artifacts[artifact] = [.. artifacts.GetValueOrDefault(artifact, []), .. batch.Evidence.GetValueOrDefault(arrived, [])];
            }
        }

        foreach (string held in _heldBack.ComingAlong(artifacts.Keys))
        {
            // Its bytes are known, and are to be tried once more.
            _flow.Staging.Forget(held);
            artifacts.Add(held, []);
        }

        return [.. artifacts.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => PluginChange.Load(a.Key) with { Evidence = a.Value })];
    }

    private async Task ApplyAsync(List<PluginChange> changes)
    {
        SwapResult result = await _flow.ApplyAsync(changes, ChangeOrigin.Arrived, _ending).ConfigureAwait(false);
        _heldBack.Remember(result);
        List<string> torn = [];
        for (int i = 0; i < changes.Count; i++)
        {
            PluginSwap swap = result.Plugins[i];
            if (changes[i].Path is not { } path)
            {
                continue;
            }

            bool isFull = swap.Reasons.Any(r => r.Code == ReasonCodes.TooManyGenerations);
            if (swap.IsTorn || isFull || swap.Reasons.Any(r => r.Code is ReasonCodes.PartnerRefused or ReasonCodes.DuplicateId))
            {
                _flow.Staging.Forget(path);
            }

            if (swap.IsTorn)
            {
                torn.Add(path);
                _watch.LookAgain(path);
            }
            else if (isFull && _flow.Plugins.Find(swap.PluginId) is { } full)
            {
                Generation? active = full.Active;
                _flow.InBackground(() => LoadOnceThereIsRoomAsync(full, active, path));
            }
            else if (swap.Outcome == SwapOutcome.Swapped && _flow.Plugins.FindDisplaced(path, swap.PluginId) is { } displaced)
            {
                await GoneAsync(displaced, path, $"{path} holds {swap.PluginId} now", ChangeOrigin.Asked).ConfigureAwait(false);
            }
        }

        foreach (string path in torn)
        {
            FlowLog.Torn(_logger, path);
        }
    }

    /// <summary>The next generation that is out of use gives room to what was refused for lack of it.</summary>
    private async Task LoadOnceThereIsRoomAsync(PluginRecord plugin, Generation? active, string path)
    {
        try
        {
            await Room.WhenNextIsUnusedAsync(plugin, _ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return; // the host stops
        }

        // What somebody activated, rolled back or removed meanwhile was wanted later than this.
        if (plugin.Active == active)
        {
            LoadAgain(path);
        }
    }

    private async Task DeletedAsync(string path)
    {
        if (_flow.Plugins.FindByArtifact(path) is not { Artifact: { } artifact } plugin)
        {
            _flow.Staging.Forget(path);
            return;
        }

        // One that was refused because this one had its id takes its place at once.
        if (_folder is not null && FlatFolder.HeirOf(plugin.Id, _folder, _flow.Plugins) is { } heir)
        {
            _flow.Staging.Forget(heir);
            await ApplyAsync([PluginChange.Load(heir)]).ConfigureAwait(false);
        }

        if (plugin.Artifact?.Path == artifact.Path && !artifact.IsThere)
        {
            await GoneAsync(plugin, path, $"{path} was deleted", ChangeOrigin.Arrived).ConfigureAwait(false);
        }
    }

    private async Task GoneAsync(PluginRecord plugin, string path, string what, ChangeOrigin origin)
    {
        if (_flow.Options.RemoveWhenDeleted)
        {
            // First: were it put back from here on, it counts.
            _flow.Staging.Forget(path);
            await _flow.ApplyAsync([PluginChange.Remove(plugin.Id)], origin, _ending).ConfigureAwait(false);
            return;
        }

        _reports.Gone(plugin, path, what);
    }

    private static IEnumerable<string> Of(ArrivalBatch batch, ArrivalKind kind) =>
        batch.Arrivals.Where(a => a.Kind == kind).Select(a => a.ArtifactPath);
}
