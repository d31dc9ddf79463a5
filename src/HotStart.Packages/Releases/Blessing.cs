using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>Makes the active release permanent.</summary>
internal sealed class Blessing(StoreCore core)
{
    public async Task<ChangeResult> ByRequestAsync(CancellationToken cancellationToken)
    {
        StageLaps laps = new(core.Time);
        using StoreLock held = await core.LockAsync("commit", cancellationToken).ConfigureAwait(false);
        Release active = core.Active();
        if (active.IsPermanent)
        {
            return Result(ChangeOutcome.Unchanged, active, $"Release '{active.Name}' is permanent already.", laps);
        }

        Release blessed = Bless(active.Id, "commit", "by request")
            ?? throw new StoreException(StoreReasons.Busy, $"Release '{active.Name}' was replaced while it was about to be made permanent. Look at 'hotstart list' and try again.");
        FaultPoints.Reach(FaultPoint.Committed);
        laps.Lap("commit");
        return Result(ChangeOutcome.Done, blessed, $"Release '{blessed.Name}' is permanent: it is what is gone back to.", laps);
    }

    /// <summary>Blesses a release that has proven itself; null where it is not the active one any more.</summary>
    public Release? Bless(long release, string request, string why) => core.Database.Write(request, connection =>
    {
        if (ReleaseRows.State(connection).Active != release || ReleaseRows.Get(connection, core.Paths, release).Status != ReleaseStatus.Current)
        {
            return null;
        }

        Release blessed = Moves.Commit(connection, core.Paths, release);
        HistoryRows.Add(connection, core.Record(HistoryKind.Committed, request, "done", $"release '{blessed.Name}' is permanent: {why}") with { Release = release });
        return blessed;
    });

    private static ChangeResult Result(ChangeOutcome outcome, Release active, string message, StageLaps laps) => new()
    {
        Outcome = outcome,
        Message = message,
        Next = "'hotstart rollback' goes back.",
        Active = active,
        Duration = laps.Total,
        Stages = laps.Laps,
    };
}
