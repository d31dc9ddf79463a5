using System.Collections.Immutable;

namespace HotStart.Diagnostics;

/// <summary>Measures the stages of one plugin's change, one after the other.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private ImmutableArray<StageTime> _laps_NeedsLock = [];
    private long _last_NeedsLock = time.GetTimestamp();

    public TimeSpan Total => time.GetElapsedTime(_start);

    public ImmutableArray<StageTime> Laps
    {
        get
        {
            lock (_lock)
            {
                return _laps_NeedsLock;
            }
        }
    }

    /// <summary>Leaves out the time since the last call: it was spent waiting.</summary>
    public void Skip()
    {
        lock (_lock)
        {
            _last_NeedsLock = time.GetTimestamp();
        }
    }

    /// <summary>Ends the stage that began with the last call.</summary>
    public void Lap(string stage)
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            StageTime lap = new(stage, time.GetElapsedTime(_last_NeedsLock, now));
            _last_NeedsLock = now;
            _laps_NeedsLock = _laps_NeedsLock.Add(lap);
            HotStartMetrics.Stage(lap);
        }
    }
}
