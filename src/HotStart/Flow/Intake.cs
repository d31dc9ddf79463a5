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
    private readonly ArrivalWatch _watch;
    private readonly string? _folder;
    private readonly HeldBack _heldBack = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _loop = Task.CompletedTask;

    /// <param name="flow">Where changes go.</param>
    /// <param name="scope">What to watch. What is there now counts as known.</param>
    public Intake(PluginFlow flow, ArrivalScope scope)
    {
        _flow = flow;
        _logger = flow.Options.LoggerFactory.CreateLogger("HotStart");
        _folder = scope.Kind == ArrivalScopeKind.PluginFolder ? scope.Folder : null;
        _watch = new ArrivalWatch(scope, ArrivalSettings.From(flow.Options), flow.Options.TimeProvider, _logger);
    }

    public void Start()
    {
        _watch.Start();
        _loop = Task.Run(ReadAsync);
    }

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
        string names = string.Join(", ", batch.Arrivals.Select(a => a.ArtifactPath));
        try
        {
            foreach (Arrival arrival in batch.Arrivals.Where(a => a.Kind == ArrivalKind.NotSettled))
            {
                NotSettled(arrival);
            }

            if (Loads(batch) is { Count: > 0 } loads)
            {
                FlowLog.Arrived(_logger, string.Join(", ", loads.Select(l => l.Path)));
                await ApplyAsync(loads).ConfigureAwait(false);
            }

            // Only now: what is gone from one place may just have been found at another.
            foreach (Arrival arrival in batch.Arrivals.Where(a => a.Kind == ArrivalKind.Deleted))
            {
                await DeletedAsync(arrival.ArtifactPath).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested || _flow.Stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            // Nothing must be lost by it: what arrived is reported once more, with more patience each time.
            FlowLog.IntakeFailed(_logger, e, names);
            foreach (Arrival arrival in batch.Arrivals.Where(a => a.Kind == ArrivalKind.Settled))
            {
                _flow.Staging.Forget(arrival.ArtifactPath);
                _watch.LookAgain(arrival.ArtifactPath);
            }
        }
    }

    private List<PluginChange> Loads(ArrivalBatch batch)
    {
        Dictionary<string, ImmutableArray<FileEntry>> artifacts = new(StringComparer.Ordinal);
        FlatFolder? flat = _folder is null ? null : new FlatFolder(_folder, _flow.Plugins);
        foreach (string arrived in batch.Arrivals.Where(a => a.Kind == ArrivalKind.Settled).Select(a => a.ArtifactPath))
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
        SwapResult result = await _flow.ApplyAsync(changes, ChangeOrigin.Arrived, _ended.Token).ConfigureAwait(false);
        _heldBack.Remember(result);
        for (int i = 0; i < changes.Count; i++)
        {
            PluginSwap swap = result.Plugins[i];
            if (changes[i].Path is not { } path)
            {
                continue;
            }

            if (swap.IsTorn || swap.Reasons.Any(r => r.Code is ReasonCodes.PartnerRefused or ReasonCodes.TooManyGenerations or ReasonCodes.DuplicateId))
            {
                _flow.Staging.Forget(path);
            }

            if (swap.IsTorn)
            {
                FlowLog.Torn(_logger, path);
                _watch.LookAgain(path);
            }
            else if (swap.Outcome == SwapOutcome.Swapped && _flow.Plugins.FindDisplaced(path, swap.PluginId) is { } displaced)
            {
                await GoneAsync(displaced, path, $"{path} holds {swap.PluginId} now", ChangeOrigin.Asked).ConfigureAwait(false);
            }
        }
    }

    private void NotSettled(Arrival arrival)
    {
        string name = _flow.Plugins.FindByArtifact(arrival.ArtifactPath)?.Id ?? Path.GetFileNameWithoutExtension(arrival.ArtifactPath);
        FlowLog.NotSettled(_logger, arrival.ArtifactPath, arrival.Reason!.Message);
        _flow.Events.Publish(PluginEventKind.NotSettled, name, $"{arrival.ArtifactPath} has not become whole: {arrival.Reason.Message}", e => e with
        {
            Artifact = arrival.ArtifactPath,
            Reasons = [arrival.Reason],
        });
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

        if (plugin.Artifact?.Path == artifact.Path && !File.Exists(artifact.Path))
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
            await _flow.ApplyAsync([PluginChange.Remove(plugin.Id)], origin, _ended.Token).ConfigureAwait(false);
            return;
        }

        plugin.ArtifactIsDeleted(true);
        FlowLog.ArtifactDeleted(_logger, path, plugin.Id);
        int? generation = plugin.Active?.Number;
        _flow.Events.Publish(PluginEventKind.ArtifactDeleted, plugin.Id, $"{what}; generation {generation} serves on", e => e with
        {
            Artifact = path,
            Generation = generation,
        });
    }
}
