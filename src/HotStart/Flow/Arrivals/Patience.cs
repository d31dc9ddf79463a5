using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Decides when to look next at what has not settled, whether others wait for it, and when it is to be said that it
/// takes too long. Used by one loop.
/// </summary>
internal sealed class Patience(ArrivalSettings settings, TimeProvider time, ILogger logger)
{
    private readonly List<Arrival> _tooLong = [];

    /// <summary>Those that have taken too long since this was asked last.</summary>
    public List<Arrival> TakeTooLong()
    {
        List<Arrival> taken = [.. _tooLong];
        _tooLong.Clear();
        return taken;
    }

    public void Wait(ArtifactUnit unit, SettleVerdict verdict)
    {
        TimeSpan next = verdict.LookAfter ?? Pace.LookAgainAfter(unit.Looks++);
        bool isNews = IsNews(unit);
        if (isNews)
        {
            unit.NotSettledSaidOf = unit.Seen;
            _tooLong.Add(new(unit.ArtifactPath, ArrivalKind.NotSettled, verdict.Waiting));
        }

        // One that will hardly ever be whole costs no more than the poll; only the end of a writer raises no event.
        unit.NextLook = time.After(
            unit.LookedAt,
            unit.NotSettledSaidOf?.HasSameFilesAs(unit.Seen) == true && verdict is { LookAfter: null, IsBeingWritten: false }
                ? settings.PollInterval
                : next);
        unit.IsMoving = !unit.IsNotSettledSaid
            && (verdict.IsBeingWritten || verdict.LookAfter is not null || time.GetElapsedTime(unit.SeenAt) < Pace.Moving);
        if (isNews)
        {
            // Last: a log sink that throws must not leave the unit half decided.
            ArrivalLog.NotSettled(logger, unit.ArtifactPath, settings.SettleLimit, verdict.Waiting!.Message);
        }
    }

    private bool IsNews(ArtifactUnit unit) => unit.NotSettledSaidOf is null
        ? time.GetElapsedTime(unit.PendingSince) >= settings.SettleLimit
        : !unit.NotSettledSaidOf.HasSameFilesAs(unit.Seen) && time.GetElapsedTime(unit.SeenAt) >= settings.SettleLimit;
}
