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
            List<PluginChange> changes = [];
            foreach (string path in _heldBack.With(Artifacts(batch)))
            {
                changes.Add(PluginChange.Load(path));
            }

            foreach (Arrival arrival in batch.Arrivals)
            {
                Note(arrival, changes);
            }

            if (changes.Count > 0)
            {
                SwapResult result = await _flow.ApplyAsync(changes, ChangeOrigin.Arrived, _ended.Token).ConfigureAwait(false);
                FollowUp(changes, result);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested || _flow.Stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            FlowLog.IntakeFailed(_logger, e, names);
        }
    }

    private void FollowUp(List<PluginChange> changes, SwapResult result)
    {
        _heldBack.Remember(result);
        for (int i = 0; i < changes.Count; i++)
        {
            PluginSwap swap = result.Plugins[i];
            if (swap.Reasons.Any(r => r.Code is ReasonCodes.PartnerRefused or ReasonCodes.TooManyGenerations) && changes[i].Path is { } path)
            {
                _flow.Staging.Forget(path);
            }

            if (swap.IsTorn && changes[i].Path is { } torn)
            {
                FlowLog.Torn(_logger, torn);
                _watch.LookAgain(torn);
            }
        }
    }

    /// <summary>What settled, as artifacts: a flat DLL may be just a dependency of plugins that lie beside it.</summary>
    private IEnumerable<string> Artifacts(ArrivalBatch batch)
    {
        HashSet<string> artifacts = new(StringComparer.Ordinal);
        ImmutableArray<PluginRecord> plugins = _flow.Plugins.All();
        Lazy<HashSet<string>> found = new(() => _folder is not null && Directory.Exists(_folder)
            ? [.. ArtifactResolver.Scan(_folder).Select(f => f.Path)]
            : []);
        foreach (string path in batch.Arrivals.Where(a => a.Kind == ArrivalKind.Settled).Select(a => a.ArtifactPath))
        {
            bool isFlat = _folder is not null && !Directory.Exists(path);
            if (!isFlat || _flow.Plugins.FindByArtifact(path) is not null || found.Value.Contains(path))
            {
                artifacts.Add(path);
                continue;
            }

            string name = Path.GetFileName(path);
            artifacts.UnionWith(plugins
                .Where(p => p is { Artifact: { OwnsRoot: false }, Active: { } active } && active.Staged.Files.Contains(name))
                .Select(p => p.Artifact!.Path));
        }

        return artifacts;
    }

    private void Note(Arrival arrival, List<PluginChange> changes)
    {
        PluginRecord? plugin = _flow.Plugins.FindByArtifact(arrival.ArtifactPath);
        string name = plugin?.Id ?? Path.GetFileNameWithoutExtension(arrival.ArtifactPath);
        switch (arrival.Kind)
        {
            case ArrivalKind.NotSettled:
                FlowLog.NotSettled(_logger, arrival.ArtifactPath, arrival.Reason!.Message);
                _flow.Events.Publish(PluginEventKind.NotSettled, name, $"{arrival.ArtifactPath} has not become whole: {arrival.Reason.Message}", e => e with
                {
                    Artifact = arrival.ArtifactPath,
                    Reasons = [arrival.Reason],
                });
                break;
            case ArrivalKind.Deleted when plugin is { Active: not null } && _flow.Options.RemoveWhenDeleted:
                _flow.Staging.Forget(arrival.ArtifactPath);
                changes.Add(PluginChange.Remove(plugin.Id));
                break;
            case ArrivalKind.Deleted when plugin is { Active: not null }:
                plugin.ArtifactIsDeleted(true);
                FlowLog.ArtifactDeleted(_logger, arrival.ArtifactPath, plugin.Id);
                _flow.Events.Publish(PluginEventKind.ArtifactDeleted, plugin.Id, $"{arrival.ArtifactPath} was deleted; generation {plugin.Active.Number} serves on", e => e with
                {
                    Artifact = arrival.ArtifactPath,
                    Generation = plugin.Active?.Number,
                });
                break;
            default:
                break;
        }
    }
}
