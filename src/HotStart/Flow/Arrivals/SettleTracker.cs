using System.Collections.Immutable;
using HotStart.Diagnostics;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Follows changed artifacts until they are whole, and gathers those that belong together. Used by one loop.
/// </summary>
/// <remarks>
/// What is settled goes out once nothing has settled for the gather window and no other artifact is moving: being
/// written, or changed within <see cref="Pace.Moving"/>. One that hangs is waited for at most the settle limit.
/// </remarks>
internal sealed class SettleTracker(
    ArrivalScope scope, ArrivalSettings settings, UnitMap units, TimeProvider time, ILogger logger)
{
    // Looking at an artifact at each of a thousand events of one copy would slow the copy down.
    private static readonly TimeSpan _leastBetweenLooks = TimeSpan.FromMilliseconds(2);

    private readonly bool _isShared = FileSystemKind.IsShared(scope.Folder);
    private readonly SettleCheck _check = new(time, FileSystemKind.IsShared(scope.Folder));
    private readonly HashSet<ArtifactUnit> _pending = [];
    private readonly Gathering _ready = new(
        time, scope.Kind == ArrivalScopeKind.PluginFolder ? settings.GatherWindow : TimeSpan.Zero, settings.SettleLimit);

    // A watch is laid on a new folder a moment after it appeared; what is put into it before raises no event.
    private readonly HashSet<ArtifactUnit> _fresh = [];
    private readonly Patience _patience = new(settings, time, logger);

    /// <summary>What was seen of the artifacts that went out last.</summary>
    public ImmutableDictionary<string, ImmutableArray<FileEntry>> Evidence { get; private set; } =
        ImmutableDictionary<string, ImmutableArray<FileEntry>>.Empty;

    /// <summary>Takes what is there as reported.</summary>
    public void TakeAsKnown(ArtifactUnit unit)
    {
        try
        {
            unit.Seen = unit.Look(NowForStamps());
            unit.IsAnnounced = unit.IsPresent;
            unit.Known = unit.IsPresent ? unit.Seen : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It will be reported once it can be looked at.
            ArrivalLog.LookFailed(logger, unit.ArtifactPath, e);
        }
    }

    /// <summary>Something may have happened to it.</summary>
    public void LookSoon(ArtifactUnit unit)
    {
        if (unit.State == UnitState.Pending && time.GetElapsedTime(unit.LookedAt) < _leastBetweenLooks)
        {
            unit.NextLook = Math.Min(unit.NextLook, time.After(unit.LookedAt, _leastBetweenLooks));
        }
        else
        {
            Look(unit);
        }
    }

    /// <summary>The consumer found it torn: it is settled once more, with more patience each time.</summary>
    public void SettleAgain(ArtifactUnit unit)
    {
        TimeSpan quiet = unit.LeastQuiet == TimeSpan.Zero ? Pace.Sources : unit.LeastQuiet * 2;
        _ready.Remove(unit);
        unit.Known = null;
        Begin(unit);
        unit.SeenAt = time.GetTimestamp();
        
        // Sources that are saved again and again are torn again and again: no reason to trust their writer less.
        TimeSpan most = unit.IsSource ? Pace.Sources : Pace.Moving;
        unit.LeastQuiet = quiet < most ? quiet : most;
        Look(unit);
    }

    /// <summary>Looks at those whose time has come.</summary>
    public void LookAtDue()
    {
        long now = time.GetTimestamp();
        foreach (ArtifactUnit unit in _pending.Concat(_fresh).Where(u => u.NextLook <= now).ToArray())
        {
            Look(unit);
        }
    }

    /// <summary>What goes out now; empty where nothing does.</summary>
    public ImmutableArray<Arrival> Take()
    {
        List<Arrival> arrivals = _patience.TakeTooLong();
        Evidence = Evidence.Clear();
        if (_ready.IsComplete(someAreMoving: _pending.Any(u => u.IsMoving)) && AreStillSettled())
        {
            Evidence = _ready.Units.ToImmutableDictionary(u => u.ArtifactPath, u => u.Seen.Files.RemoveAll(f => f.IsSymbols));
            foreach (ArtifactUnit unit in _ready.Units)
            {
                arrivals.Add(new(unit.ArtifactPath, unit.IsPresent ? ArrivalKind.Settled : ArrivalKind.Deleted));
                unit.IsAnnounced = unit.IsPresent;
                Rest(unit);
            }

            _ready.Clear();
        }

        return [.. arrivals.OrderBy(a => a.ArtifactPath, StringComparer.Ordinal)];
    }

    /// <summary>When to look next; null where nothing is under way.</summary>
    public long? NextDue()
    {
        long? due = _pending.Count + _fresh.Count == 0 ? null : _pending.Concat(_fresh).Min(u => u.NextLook);
        if (_ready.DueAt() is { } gathered)
        {
            due = due is null ? gathered : !_pending.Any(u => u.IsMoving) ? Math.Min(due.Value, gathered) : due;
        }

        return due;
    }

    /// <summary>Compares it with what was reported and decides how to go on.</summary>
    public void Look(ArtifactUnit unit)
    {
        unit.LookedAt = time.GetTimestamp();
        try
        {
            if (See(unit))
            {
                Judge(unit);
            }
        }
        catch (Exception e)
        {
            // Gone while it was looked at, or not for us to read, or bytes that no reader of ours was ready for.
            // Whatever it is, it is not settled, and it keeps no other artifact from being looked at.
            Begin(unit);
            _patience.Wait(unit, new(new Reason(ReasonCodes.Unreadable, e.Message, unit.ArtifactPath)));
        }
    }

    /// <returns>Whether there is something to judge.</returns>
    private bool See(ArtifactUnit unit)
    {
        UnitSnapshot before = unit.Seen;
        unit.Seen = unit.Look(NowForStamps());
        bool isSame = unit.Seen.HasSameFilesAs(before);
        if (!isSame)
        {
            unit.SeenAt = unit.LookedAt;
            unit.Looks = 0;
        }

        if (!unit.Seen.HasSameFoldersAs(before))
        {
            unit.FreshUntil = time.After(unit.LookedAt, Pace.Moving);
        }

        if (unit.IsPresent == unit.IsAnnounced && (!unit.IsAnnounced || unit.Known is not null && UnitChange.Between(unit.Known, unit.Seen).IsNothing))
        {
            _ready.Remove(unit);
            Rest(unit);
            return false;
        }

        if (isSame && unit.State == UnitState.Ready)
        {
            return false;
        }

        Begin(unit);
        return true;
    }

    private void Judge(ArtifactUnit unit)
    {
        if (!unit.IsPresent)
        {
            TimeSpan left = Pace.Deleted - time.GetElapsedTime(unit.SeenAt);
            if (left > TimeSpan.Zero)
            {
                _patience.Wait(unit, SettleVerdict.Wait(unit.ArtifactPath, $"'{unit.ArtifactPath}' is gone.", left));
            }
            else
            {
                MakeReady(unit);
            }

            return;
        }

        SettleVerdict verdict = _check.Of(unit, UnitChange.Between(unit.Known, unit.Seen));
        if (!verdict.IsSettled)
        {
            _patience.Wait(unit, verdict);
        }
        else if (unit.Look(NowForStamps()).HasSameFilesAs(unit.Seen))
        {
            // The second look ties the evidence to what was seen: both were of the same files.
            MakeReady(unit);
        }
        else
        {
            _patience.Wait(unit, SettleVerdict.Wait(unit.ArtifactPath, $"'{unit.ArtifactPath}' keeps changing.", _leastBetweenLooks));
        }
    }

    private void Begin(ArtifactUnit unit)
    {
        if (unit.State == UnitState.Quiet)
        {
            unit.PendingSince = time.GetTimestamp();
            unit.NotSettledSaidOf = null;
            unit.LeastQuiet = TimeSpan.Zero;
            unit.Looks = 0;
            unit.SeenAt = unit.PendingSince;
        }

        _ready.Remove(unit);
        _fresh.Remove(unit);
        _pending.Add(unit);
        unit.State = UnitState.Pending;
        unit.IsMoving = true;
    }

    private void MakeReady(ArtifactUnit unit)
    {
        _pending.Remove(unit);
        unit.State = UnitState.Ready;
        _ready.Add(unit);
    }

    private void Rest(ArtifactUnit unit)
    {
        _pending.Remove(unit);
        unit.State = UnitState.Quiet;
        unit.Known = unit.IsAnnounced ? unit.Seen : null;
        if (time.GetTimestamp() < unit.FreshUntil)
        {
            unit.NextLook = time.After(unit.LookedAt, Pace.LookAgainAfter(unit.Looks++));
            _fresh.Add(unit);
            return;
        }

        _fresh.Remove(unit);
        if (!unit.IsAnnounced)
        {
            units.Drop(unit);
        }
    }

    /// <summary>Only what was waited for can have changed since it was ready.</summary>
    private bool AreStillSettled()
    {
        if (_ready.Window == TimeSpan.Zero)
        {
            return true;
        }

        ImmutableArray<ArtifactUnit> before = [.. _ready.Units];
        foreach (ArtifactUnit unit in before)
        {
            Look(unit);
        }

        return _ready.Units.Count == before.Length;
    }

    private long NowForStamps() => _isShared ? 0 : (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
