using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Goes back to an earlier release, code and settings together. All of it is in the store: no feed is asked.</summary>
internal sealed class Rollback(StoreCore core, string? to, ChangeOptions options)
{
    private readonly StageLaps _laps = new(core.Time);
    private readonly string _request = to is null ? "rollback" : $"rollback {to}";

    public async Task<ChangeResult> RunAsync(CancellationToken cancellationToken)
    {
        Release active = core.Active();
        Release target = Target(active);
        if (target.Id == active.Id)
        {
            return Result(ChangeOutcome.Unchanged, active, $"Release '{active.Name}' is active already.");
        }

        if (target.Status is ReleaseStatus.Quarantined or ReleaseStatus.Refused && !options.Retry)
        {
            Reason reason = new(StoreReasons.Quarantined, $"Release '{target.Name}' is {target.Status}: {string.Join(" ", target.Reasons.Select(r => r.Message))} Say --retry to try it again all the same.");
            return Result(ChangeOutcome.Refused, active, $"'{_request}' was refused; release '{active.Name}' is active as before.") with { Reasons = [reason] };
        }

        ChangeSketch sketch = ChangeSketch.Of(active, [.. target.Plugins.Select(WantedPlugin.Kept)], new HashSet<(string, string)>(), retry: true);
        string words = sketch.Plan.IsEmpty ? "nothing differs" : string.Join(", ", sketch.Plan);
        if (options.DryRun)
        {
            return Result(ChangeOutcome.Planned, active, $"Would go back to release '{target.Name}': {words}.") with { Plan = sketch.Plan, Next = "Nothing was written. The same without --dry-run does it." };
        }

        long before;
        Release release;
        using (await core.LockAsync(_request, cancellationToken).ConfigureAwait(false))
        {
            before = core.Database.Read(HistoryRows.Newest);
            release = core.Database.Write(_request, connection =>
            {
                if (ReleaseRows.State(connection).Active != active.Id)
                {
                    throw new StoreException(StoreReasons.Busy, $"The store '{core.Paths.Root}' was changed by others while '{_request}' was about to be done. Look at 'hotstart list' and try again.");
                }

                Release reached = Moves.GoBack(connection, core.Paths, active, target, core.Options.Tries);
                HistoryRows.Add(connection, core.Record(HistoryKind.RolledBack, _request, "done", $"from release '{active.Name}' to '{reached.Name}': {words}") with
                {
                    Release = reached.Id,
                    Duration = _laps.Total,
                });
                foreach (PlannedChange change in sketch.Plan)
                {
                    HistoryRows.Add(connection, core.Record(HistoryKind.RolledBack, _request, "done", change.ToString()) with
                    {
                        PluginId = change.PluginId,
                        Release = reached.Id,
                        OldVersion = change.OldVersion,
                        NewVersion = change.NewVersion,
                    });
                }

                return reached;
            });
            FaultPoints.Reach(FaultPoint.Committed);
            _laps.Lap("commit");
        }

        ChangeResult done = Result(ChangeOutcome.Done, release, $"Release '{release.Name}' is active again: {words}.") with { Plan = sketch.Plan };
        return await HostOutcome.AddAsync(core, done, active, before, options.WaitForHost, _laps, cancellationToken).ConfigureAwait(false);
    }

    private Release Target(Release active)
    {
        Release? target = core.Database.Read(c => to is null ? Moves.Before(c, core.Paths, active) : ReleaseRows.Find(c, core.Paths, to));
        if (target is not null)
        {
            return target;
        }

        string known = string.Join(", ", core.Database.Read(c => ReleaseRows.Newest(c, 10)).Select(r => r.Name));
        throw to is null
            ? new StoreException(StoreReasons.NothingToRollBackTo, $"Nothing good was active before release '{active.Name}'. Name a release: {known}.")
            : new StoreException(StoreReasons.Unknown, $"There is no release '{to}'. The newest are: {known}.");
    }

    private ChangeResult Result(ChangeOutcome outcome, Release active, string message) => new()
    {
        Outcome = outcome,
        Message = message,
        Active = active,
        Duration = _laps.Total,
        Stages = _laps.Laps,
    };
}
