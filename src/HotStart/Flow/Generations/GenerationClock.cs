using System.Runtime.CompilerServices;

namespace HotStart.Flow.Generations;

/// <summary>The host's clock as one generation sees it: its timers end with the generation.</summary>
internal sealed class GenerationClock(TimeProvider host) : TimeProvider, IDisposable
{
    // Weakly: a timer that its owner forgot must go as it would with the system's clock.
    private readonly ConditionalWeakTable<ITimer, object?> _timers = [];
    private volatile bool _isEnded;

    public override TimeZoneInfo LocalTimeZone => host.LocalTimeZone;

    public override long TimestampFrequency => host.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => host.GetUtcNow();

    public override long GetTimestamp() => host.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = host.CreateTimer(callback, state, dueTime, period);
        _timers.Add(timer, null);
        if (_isEnded)
        {
            timer.Dispose(); // its end may have been at this very moment
        }

        return timer;
    }

    public void Dispose()
    {
        _isEnded = true;
        foreach ((ITimer timer, _) in _timers)
        {
            timer.Dispose();
        }
    }
}
