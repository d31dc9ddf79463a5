namespace HotStart.Flow.Arrivals;

/// <summary>
/// The artifacts that have settled and wait for others of the same deployment: until nothing has settled for the
/// window and nothing moves, at most for the limit. Used by one loop.
/// </summary>
internal sealed class Gathering(TimeProvider time, TimeSpan window, TimeSpan limit)
{
    private readonly List<ArtifactUnit> _units = [];
    private long _firstAt;
    private long _lastAt;

    public TimeSpan Window => window;

    /// <summary>In the order in which they settled.</summary>
    public IReadOnlyList<ArtifactUnit> Units => _units;

    public void Add(ArtifactUnit unit)
    {
        _lastAt = time.GetTimestamp();
        _firstAt = _units.Count == 0 ? _lastAt : _firstAt;
        _units.Add(unit);
    }

    public void Remove(ArtifactUnit unit) => _units.Remove(unit);

    public void Clear() => _units.Clear();

    /// <summary>Whether what is here goes out now. False where nothing is here.</summary>
    public bool IsComplete(bool someAreMoving) =>
        _units.Count > 0
        && (time.GetElapsedTime(_firstAt) >= limit || (time.GetElapsedTime(_lastAt) >= window && !someAreMoving));

    /// <summary>When the window is over; null where nothing is here.</summary>
    public long? DueAt() => _units.Count == 0 ? null : time.After(_lastAt, window);
}
