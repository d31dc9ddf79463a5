using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>The timers of the process that are set, as the framework chains them.</summary>
internal sealed class TimerQueues
{
    private const string CoreLib = "System.Private.CoreLib";
    private const string Queue = "System.Threading.TimerQueue";
    private const string Timer = "System.Threading.TimerQueueTimer";

    private readonly FrameworkField _queues = new(CoreLib, Queue, "<Instances>k__BackingField");
    private readonly FrameworkField _lock = new(CoreLib, Queue, "<SharedLock>k__BackingField");
    private readonly FrameworkField _short = new(CoreLib, Queue, "_shortTimers");
    private readonly FrameworkField _long = new(CoreLib, Queue, "_longTimers");
    private readonly FrameworkField _next = new(CoreLib, Timer, "_next");
    private readonly FrameworkField _callback = new(CoreLib, Timer, "_timerCallback");
    private readonly FrameworkField _state = new(CoreLib, Timer, "_state");

    public FrameworkField[] Fields => [_queues, _lock, _short, _long, _next, _callback, _state];

    /// <summary>Ends the timers that are chosen, and returns how many.</summary>
    public int End(Func<TimerCallback, object?, bool> isChosen)
    {
        List<ITimer> chosen = [];
        foreach (object queue in _queues.TryGet(null, out IEnumerable? queues) ? queues : Array.Empty<object>())
        {
            if (!_lock.TryGet(queue, out Lock? shared))
            {
                return 0;
            }

            // The framework's own lock: outside of it the chains change. Nothing of anybody's runs in here.
            lock (shared)
            {
                Gather(_short, queue, isChosen, chosen);
                Gather(_long, queue, isChosen, chosen);
            }
        }

        chosen.ForEach(t => t.Dispose());
        return chosen.Count;
    }

    private void Gather(FrameworkField first, object queue, Func<TimerCallback, object?, bool> isChosen, List<ITimer> chosen)
    {
        object? timer = first.TryGet(queue, out object? head) ? head : null;
        while (timer is not null)
        {
            if (timer is ITimer one && _callback.TryGet(timer, out TimerCallback? callback)
                && isChosen(callback, _state.TryGet(timer, out object? state) ? state : null))
            {
                chosen.Add(one);
            }

            timer = _next.TryGet(timer, out object? next) ? next : null;
        }
    }
}
