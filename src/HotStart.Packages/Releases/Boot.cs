using System.Globalization;
using HotStart.Packages.Store;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Releases;

/// <summary>The first thing that a host does on a store: says what it is going to run, and only then runs it.</summary>
internal sealed class Boot(StoreCore core)
{
    private readonly List<HistoryRecord> _records = [];

    /// <summary>The number of this life of the host; zero where it cannot be written.</summary>
    public long Run { get; private set; }

    /// <summary>What was found out, to be told.</summary>
    public IReadOnlyList<HistoryRecord> Records => _records;

    /// <summary>The release to start.</summary>
    public Release Decide()
    {
        FaultPoints.Reach(FaultPoint.BeforeDecision);
        if (!core.Database.CanWrite())
        {
            return DecideUnwritten();
        }

        try
        {
            Release start = core.Database.Write("starting a host", Decide);
            FaultPoints.Reach(FaultPoint.Decided);
            return start;
        }
        catch (StoreException e) when (e.Code is StoreReasons.DiskFull or StoreReasons.ReadOnly)
        {
            _records.Clear();
            Run = 0;
            return DecideUnwritten();
        }
    }

    private Release Decide(SqliteConnection connection)
    {
        Release active = ReleaseRows.Get(connection, core.Paths, ReleaseRows.State(connection).Active);
        Run? last = RunRows.Last(connection);
        BootRule rule = BootRule.Judge(active, last);
        if (rule.HasDied)
        {
            Note(HistoryKind.Died, last!.Release, "died", active.Status == ReleaseStatus.Current && last.Release == active.Id
                ? $"the process died while release '{active.Name}' was not proven: {rule.TriesLeft} of its tries left"
                : $"the process died while release {last.Release} ran");
        }

        if (rule.TriesLeft != active.TriesLeft)
        {
            ReleaseRows.SetTries(connection, active.Id, rule.TriesLeft);
        }

        Release start = active;
        if (rule.GivesUp)
        {
            Reason reason = new(StoreReasons.ProcessDied, string.Create(CultureInfo.InvariantCulture, $"The process died each time that release '{active.Name}' ran, before it was proven; it has no try left."));
            start = Moves.Fail(connection, core.Paths, active.Id, ReleaseStatus.Quarantined, reason);
            Note(HistoryKind.Quarantined, active.Id, "quarantined", $"release '{active.Name}' is set aside; release '{start.Name}', which is permanent, is started");
            _records[^1] = _records[^1] with { Reasons = [reason] };
        }

        Note(HistoryKind.Host, start.Id, "began", $"process {Environment.ProcessId} starts release '{start.Name}' ({start.Status})");
        foreach (HistoryRecord record in _records)
        {
            HistoryRows.Add(connection, record);
        }

        Run = RunRows.Begin(connection, start.Id, core.Time.GetUtcNow());
        return start with { TriesLeft = start.Id == active.Id ? rule.TriesLeft : start.TriesLeft };
    }

    // A try that cannot be counted must not be made: it could be made for ever.
    private Release DecideUnwritten()
    {
        (Release active, Release permanent) = core.Database.Read(c =>
        {
            StoreState state = ReleaseRows.State(c);
            return (ReleaseRows.Get(c, core.Paths, state.Active), ReleaseRows.Get(c, core.Paths, state.Permanent));
        });
        Release start = active.IsPermanent ? active : permanent;
        Note(HistoryKind.Host, start.Id, "began", start.Id == active.Id
            ? $"the store cannot be written; process {Environment.ProcessId} starts release '{start.Name}', which is permanent"
            : $"the store cannot be written, so no try of release '{active.Name}' can be counted; process {Environment.ProcessId} starts release '{start.Name}', which is permanent");
        return start;
    }

    private void Note(HistoryKind kind, long release, string outcome, string message) =>
        _records.Add(core.Record(kind, "start", outcome, message) with { Release = release });
}
