using System.Collections.Immutable;
using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>
/// The one loop of a running host: sees what the store says, makes it live, proves it or sets it aside. All that is written here
/// stands beside a look at what is active, in one transaction: another process may have been faster.
/// </summary>
internal sealed class Following : IAsyncDisposable
{
    private readonly StoreCore _core;
    private readonly StoreHostOptions _options;
    private readonly Activation _activation;
    private readonly HostEvents _events;
    private readonly StoreSignal _signal;
    private readonly CancellationTokenSource _stopping = new();
    private long _run;
    private volatile Release _running;
    private Proving? _proving;
    private long _seen;
    private Task _loop = Task.CompletedTask;

    public Following(StoreCore core, PluginHost plugins, StoreHostOptions options, long run)
    {
        _core = core;
        _options = options;
        _run = run;
        _running = core.Database.Read(c => ReleaseRows.Get(c, core.Paths, 1));
        Plugins = plugins;
        Records = new HostRecords(core, options);
        _activation = new Activation(plugins);
        _signal = new StoreSignal(core.Paths, options.PollInterval < options.HealthInterval ? options.PollInterval : options.HealthInterval, options.Host.TimeProvider);
        _events = new HostEvents(core, plugins, Records, _signal);
    }

    public PluginHost Plugins { get; }

    public HostRecords Records { get; }

    public Release Running => _running;

    /// <summary>Makes the first release live, and begins to follow.</summary>
    public async Task StartAsync(Release start, CancellationToken cancellationToken)
    {
        if (!await MoveToAsync(start, isNoted: true, cancellationToken).ConfigureAwait(false))
        {
            Release next = _core.Active();
            bool isElsewhere = next.Id != start.Id && await MoveToAsync(next, isNoted: true, cancellationToken).ConfigureAwait(false);
            if (!isElsewhere)
            {
                await StartEachAsync(next, cancellationToken).ConfigureAwait(false);
            }
        }

        _loop = Task.Run(LoopAsync, CancellationToken.None);
    }

    /// <summary>Ends when the plugin host's events have.</summary>
    public Task EventsAsync() => _events.Ended;

    public void End()
    {
        Records.WriteKept();
        if (_run == 0)
        {
            return;
        }

        try
        {
            HistoryRecord record = _core.Record(HistoryKind.Host, "stop", "ended", $"process {Environment.ProcessId} ended release '{_running.Name}' in order") with { Release = _running.Id };
            Records.Write(record, c => RunRows.End(c, _run, _core.Time.GetUtcNow()));
        }
        catch (StoreException e)
        {
            // The next start then takes this end for a death.
            StoreLog.NotWritten(Records.Logger, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _signal.Dispose();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        CancellationToken stopping = _stopping.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stopping).ConfigureAwait(false);
                await _signal.WaitAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (StoreException e)
            {
                StoreLog.NotWritten(Records.Logger, e.Message);
                await PauseAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                StoreLog.FollowingFailed(Records.Logger, e);
                await PauseAsync(stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        _seen = 0;
        await Task.Delay(_options.PollInterval, _options.Host.TimeProvider, stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        if (!_core.Database.CanWrite())
        {
            return; // no try can be counted: what runs stays
        }

        Records.WriteKept();
        StoreState state = _core.Database.Read(ReleaseRows.State);
        if (state.Changes != _seen)
        {
            _seen = state.Changes;
            if (state.Active != _running.Id)
            {
                await MoveToAsync(_core.Active(), isNoted: false, stopping).ConfigureAwait(false);
            }
            else if (_core.Active() is var now && now.Status != _running.Status)
            {
                Ran(now);
            }
        }

        if (_proving is { } proving)
        {
            await ProveAsync(proving, stopping).ConfigureAwait(false);
        }
    }

    private async Task ProveAsync(Proving proving, CancellationToken stopping)
    {
        Reason? problem = _events.TakeFault(proving.Release) ?? (proving.IsCheckDue ? await proving.CheckAsync(stopping).ConfigureAwait(false) : null);
        if (problem is null && !proving.IsOver)
        {
            return;
        }

        Release release = proving.Release;
        if (problem is null)
        {
            if (new Blessing(_core).Bless(release.Id, "prove", $"it served for {_options.ProvingTime.TotalSeconds:0.###} s without a fault") is { } blessed)
            {
                Records.Tell(_core.Record(HistoryKind.Committed, "prove", "done", $"release '{blessed.Name}' is permanent") with { Release = blessed.Id });
                Ran(blessed);
            }

            return;
        }

        HistoryRecord record = _core.Record(HistoryKind.Quarantined, "prove", "quarantined", $"release '{release.Name}' is set aside, the permanent one serves again: {problem.Message}") with
        {
            Release = release.Id,
            Reasons = [problem],
        };
        Records.Write(record, connection =>
        {
            if (ReleaseRows.State(connection).Active == release.Id)
            {
                Moves.Fail(connection, _core.Paths, release.Id, ReleaseStatus.Quarantined, problem);
            }
            else
            {
                ReleaseRows.SetStatus(connection, release.Id, ReleaseStatus.Quarantined, [problem]);
            }
        });
        _proving = null;
        _signal.Hint();
    }

    /// <summary>Says on the disk what is about to be tried, tries it, and says how it ended.</summary>
    private async Task<bool> MoveToAsync(Release target, bool isNoted, CancellationToken cancellationToken)
    {
        long began = _core.Time.GetTimestamp();

        // Brought to the disk while the files are being staged; no code of the release runs before it is there.
        Task noted = Task.Run(() => NoteTry(target, isNoted), CancellationToken.None);
        SwapResult? result;
        try
        {
            result = await _activation.MoveAsync(target, noted, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await noted.ConfigureAwait(false);
        }

        FaultPoints.Reach(FaultPoint.Activated);
        ImmutableArray<StageTime> stages = [.. result?.Plugins.SelectMany(p => p.Stages).GroupBy(s => s.Stage).Select(g => new StageTime(g.Key, g.Max(s => s.Duration))) ?? []];
        HistoryRecord record = _core.Record(HistoryKind.Activated, "activate", "done", $"release '{target.Name}' is live: {Words(result, target)}") with
        {
            Release = target.Id,
            Stages = stages,
            Duration = _core.Time.GetElapsedTime(began),
        };
        if (result?.Succeeded != false)
        {
            // It is live whether or not that can be written now.
            Ran(target);
            Records.Note(record);
            FaultPoints.Reach(FaultPoint.OutcomeWritten);
            return true;
        }

        Refuse(target, record with { Outcome = "refused", Message = $"release '{target.Name}' was refused, release '{_running.Name}' serves on: {string.Join(" ", result.Reasons.Select(r => r.Message))}", Reasons = [.. result.Reasons] });
        FaultPoints.Reach(FaultPoint.OutcomeWritten);
        return false;
    }

    private void NoteTry(Release target, bool isNoted)
    {
        if (!isNoted)
        {
            _run = _core.Database.Write("trying a release", connection => RunRows.Try(connection, _run, target.Id, _core.Time.GetUtcNow()));
        }

        FaultPoints.Reach(FaultPoint.TryNoted);
    }

    private void Refuse(Release target, HistoryRecord record)
    {
        Release serving = _running;
        Records.Write(record, connection =>
        {
            if (target.Status == ReleaseStatus.Current)
            {
                ReleaseRows.SetStatus(connection, target.Id, ReleaseStatus.Refused, record.Reasons);
            }

            StoreState state = ReleaseRows.State(connection);
            if (state.Active != target.Id)
            {
                return;
            }

            // What serves is what it was before it was replaced; a host that has nothing yet goes to what is proven.
            bool servesNothing = serving.Id == 1;
            ReleaseRows.SetActive(connection, servesNothing ? state.Permanent : serving.Id);
            if (!servesNothing)
            {
                ReleaseRows.SetStatus(connection, serving.Id, serving.Status);
                if (serving.IsPermanent)
                {
                    ReleaseRows.SetPermanent(connection, serving.Id);
                }
            }

            RunRows.Try(connection, _run, servesNothing ? state.Permanent : serving.Id, record.At);
        });
    }

    private async Task StartEachAsync(Release release, CancellationToken cancellationToken)
    {
        IReadOnlyList<Reason> reasons = await _activation.MoveEachAsync(release, cancellationToken).ConfigureAwait(false);
        Ran(release);
        Records.Note(_core.Record(HistoryKind.Activated, "activate", reasons.Count == 0 ? "done" : "degraded", $"release '{release.Name}' is all there is to go back to; what of it is fit serves. Not fit: {string.Join(" ", reasons.Select(r => r.Message).DefaultIfEmpty("none"))}") with
        {
            Release = release.Id,
            Reasons = [.. reasons],
        });
    }

    private void Ran(Release release)
    {
        _running = release;
        _proving = release.Status != ReleaseStatus.Current ? null
            : _proving?.Release.Id == release.Id ? _proving
            : new Proving(release, _options);
    }

    private static string Words(SwapResult? result, Release target) => result is null ? "nothing differs" : string.Join(", ", result.Plugins.Select(p => p.Outcome switch
    {
        SwapOutcome.Removed => $"{p.PluginId} removed",
        _ => $"{p.PluginId} {target.Find(p.PluginId)?.Version.Version} (generation {p.ToGeneration})",
    }));
}
