using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>How long each stage of a change took. Stages of the same name are added up.</summary>
internal sealed class StageLaps(TimeProvider time)
{
    private readonly List<StageTime> _laps = [];
    private readonly long _began = time.GetTimestamp();
    private long _last = time.GetTimestamp();

    public TimeSpan Total => time.GetElapsedTime(_began);

    public ImmutableArray<StageTime> Laps => [.. _laps];

    /// <summary>Ends a stage; the next one begins.</summary>
    public void Lap(string stage)
    {
        long now = time.GetTimestamp();
        TimeSpan took = time.GetElapsedTime(_last, now);
        _last = now;
        int known = _laps.FindIndex(l => l.Stage == stage);
        if (known < 0)
        {
            _laps.Add(new StageTime(stage, took));
        }
        else
        {
            _laps[known] = new StageTime(stage, _laps[known].Duration + took);
        }
    }
}
