namespace HotStart.Flow.Unloading.Sweeping.Rules;

/// <summary>
/// Timers that call the generation's code: it has been stopped, and they would call it for ever. A delay that the
/// generation awaits is not one of these: what would go on after it may have to clean up.
/// </summary>
internal sealed class Timers : SweepRule
{
    private static readonly TimerQueues _queues = new();

    public Timers()
        : base(_queues.Fields)
    {
    }

    public override int Evict(SweptGeneration gone) => _queues.End((callback, _) => gone.Owns(callback));
}
