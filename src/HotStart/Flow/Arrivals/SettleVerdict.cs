namespace HotStart.Flow.Arrivals;

/// <summary>Whether an artifact is whole now.</summary>
/// <param name="Waiting">What it waits for; null where it is settled.</param>
/// <param name="LookAfter">When that will be decided, where the time is known.</param>
/// <param name="IsBeingWritten">Whether somebody has one of its files open for writing.</param>
internal readonly record struct SettleVerdict(Reason? Waiting, TimeSpan? LookAfter = null, bool IsBeingWritten = false)
{
    public static SettleVerdict Settled => default;

    public bool IsSettled => Waiting is null;

    public static SettleVerdict Wait(string file, string message, TimeSpan? lookAfter = null, bool isBeingWritten = false) =>
        new(new Reason(ReasonCodes.NotSettled, message, file), lookAfter, isBeingWritten);
}
