namespace HotStart.Flow.Generations;

/// <summary>
/// The one reference that a swap writes and every call reads. A host has one; a pinned set has its own, emptied when
/// it is disposed.
/// </summary>
internal sealed class LiveCell(LiveSet? initial)
{
    /// <summary>Null once a pinned set is disposed.</summary>
    public volatile LiveSet? Set = initial;
}
