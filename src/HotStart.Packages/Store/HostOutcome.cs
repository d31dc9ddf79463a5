using System.Collections.Immutable;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>What the running host makes of a change, so that a command can tell how it really ended.</summary>
internal static class HostOutcome
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Waits for the host, if one runs, and completes the result of a change with what it did. The change is done before this: whatever
    /// goes wrong here must not look as if it were not.
    /// </summary>
    public static async Task<ChangeResult> AddAsync(
        StoreCore core, ChangeResult done, Release before, long historyBefore, bool wait, StageLaps laps, CancellationToken cancellationToken)
    {
        try
        {
            return await WaitAsync(core, done, before, historyBefore, wait, laps, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return done with { Next = "It is done; what the running host makes of it was not waited for: 'hotstart history' tells." };
        }
        catch (StoreException e)
        {
            return done with { Next = $"It is done; what the running host makes of it could not be read: {e.Message}" };
        }
    }

    private static async Task<ChangeResult> WaitAsync(
        StoreCore core, ChangeResult done, Release before, long historyBefore, bool wait, StageLaps laps, CancellationToken cancellationToken)
    {
        long began = core.Time.GetTimestamp();
        while (wait)
        {
            HistoryRecord? record = core.Database.Read(c => HistoryRows.OfRelease(c, done.Active.Id, historyBefore))
                .FirstOrDefault(r => r.Kind == HistoryKind.Activated);
            if (record is not null)
            {
                laps.Lap("activate");
                return Told(core, done, before, record, laps);
            }

            if (!core.HasHost)
            {
                return done with { Next = "No host runs on this store: it goes live when one starts ('hotstart run --store DIR')." };
            }

            if (core.Time.GetElapsedTime(began) >= core.Options.HostPatience)
            {
                return done with { Next = $"The running host has not taken it up within {core.Options.HostPatience.TotalSeconds:0.###} s; 'hotstart history' tells when it has." };
            }

            await Task.Delay(_pace, core.Time, cancellationToken).ConfigureAwait(false);
        }

        return done;
    }

    private static ChangeResult Told(StoreCore core, ChangeResult done, Release before, HistoryRecord record, StageLaps laps)
    {
        Release active = core.Active();
        ChangeResult told = done with { Activation = record, Active = active, Duration = laps.Total, Stages = laps.Laps };
        return record.Outcome == "done"
            ? told with
            {
                Next = active.IsPermanent
                    ? "'hotstart rollback' goes back."
                    : "It becomes permanent when it has proven itself, or now by 'hotstart commit'; 'hotstart rollback' goes back.",
            }
            : told with
            {
                Outcome = ChangeOutcome.Refused,
                Message = $"The running host refused release '{done.Active.Name}'; release '{active.Name}' serves on.",
                Reasons = record.Reasons.IsEmpty ? [new Reason(ReasonCodes.Unexpected, record.Message)] : record.Reasons,
                Next = $"Mend what the reasons say and publish a new version; 'hotstart history' keeps them. What was active before ('{before.Name}') is untouched.",
            };
    }
}
