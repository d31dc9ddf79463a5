namespace HotStart.Flow.Unloading;

/// <summary>
/// Counts collections that a generation could really have gone with: begun and ended within the round, finalizers run
/// after it, and a time between two of them. An unload takes several such rounds (the context's finalizer, the
/// allocator's, the runtime's own bookkeeping), and looks that come faster than those ran prove nothing. One loop's own.
/// </summary>
/// <param name="time">The host's clock.</param>
/// <param name="apart">The least time of a round.</param>
/// <param name="waitForFinalizers">Blocks until all finalizers that are due have run; may never come back.</param>
internal sealed class CollectionRounds(TimeProvider time, TimeSpan apart, Action waitForFinalizers)
{
    // A finalizer that hangs holds up all others for ever: rounds must go on, or nothing would ever get a verdict.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private long _begunAt = time.GetTimestamp();
    private long _collectionsBefore = GC.CollectionCount(0);
    private Task? _finalizers;
    private long _finalizersSince;
    private bool _isCollected;

    /// <summary>How many are over.</summary>
    public int Completed { get; private set; }

    /// <summary>Whether finalizers have not come to their end for so long that nobody waits for them any more.</summary>
    public bool AreFinalizersStuck => FinalizersStuckFor >= _patience;

    /// <summary>How long finalizers have been waited for.</summary>
    public TimeSpan FinalizersStuckFor => _finalizers is { IsCompleted: false } ? time.GetElapsedTime(_finalizersSince) : TimeSpan.Zero;

    /// <summary>Nothing waited until now: collections before this moment do not count.</summary>
    public void Restart()
    {
        _begunAt = time.GetTimestamp();
        _collectionsBefore = GC.CollectionCount(0);
        _isCollected = false;
    }

    /// <summary>Sees whether the round is over.</summary>
    public void Look()
    {
        if (!_isCollected)
        {
            // Numbers of collections start with the count of all; a background one is known here only when it has ended.
            if (LastFull() <= _collectionsBefore)
            {
                return;
            }

            _isCollected = true;
            if (_finalizers is null or { IsCompleted: true })
            {
                // A thread of its own: it is blocked for as long as a finalizer likes. Never more than one.
                _finalizersSince = time.GetTimestamp();
                _finalizers = Task.Factory.StartNew(
                    waitForFinalizers, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }

        if ((_finalizers!.IsCompleted || AreFinalizersStuck) && time.GetElapsedTime(_begunAt) >= apart)
        {
            Completed++;
            Restart();
        }
    }

    private static long LastFull() =>
        Math.Max(GC.GetGCMemoryInfo(GCKind.FullBlocking).Index, GC.GetGCMemoryInfo(GCKind.Background).Index);
}
