using HotStart.Handles;

namespace HotStart.Flow.Generations;

/// <summary>Owns the live set: the only place that writes it.</summary>
internal sealed class Publisher(LiveCell cell, HandleTable handles)
{
    private readonly Lock _publishLock = new();

    // Replaced sets that a pin still holds; they keep their generations from being drained.
    private readonly List<LiveSet> _pinnedSets_NeedsLock = [];
    private bool _closed_NeedsLock;

    public LiveSet Current => cell.Set!;

    /// <summary>THE swap: all changes by one reference write. Returns null once the host has stopped.</summary>
    public LiveSet? Publish(IReadOnlyCollection<KeyValuePair<int, Generation?>> changes)
    {
        lock (_publishLock)
        {
            return _closed_NeedsLock ? null : Publish_NeedsLock(Current.With(changes));
        }
    }

    /// <summary>Publishes an empty set and lets nothing in after it. Returns what was active.</summary>
    public IReadOnlyList<Generation> Close()
    {
        lock (_publishLock)
        {
            _closed_NeedsLock = true;
            List<Generation> last = [.. Current.Generations];
            Publish_NeedsLock(new LiveSet(Current.Number + 1, []));
            return last;
        }
    }

    /// <summary>Holds the live set until <see cref="Unpin"/>.</summary>
    public LiveSet Pin()
    {
        while (true)
        {
            LiveSet live = Current;
            if (live.Pins.TryAcquire())
            {
                return live;
            }
        }
    }

    public static void Unpin(LiveSet live) => live.Pins.Release();

    /// <summary>Completes when no pinned set holds this retired generation any more.</summary>
    public Task WhenUnpinned(Generation generation)
    {
        lock (_publishLock)
        {
            _pinnedSets_NeedsLock.RemoveAll(set => set.Pins.Drained.IsCompleted);
            return Task.WhenAll(
                _pinnedSets_NeedsLock.Where(set => set[generation.Slot] == generation).Select(set => set.Pins.Drained));
        }
    }

    /// <summary>How many pins hold this generation through sets that were replaced.</summary>
    public long Pins(Generation generation)
    {
        lock (_publishLock)
        {
            return _pinnedSets_NeedsLock.Where(set => set[generation.Slot] == generation).Sum(set => set.Pins.Count)
                + (Current[generation.Slot] == generation ? Current.Pins.Count : 0);
        }
    }

    private LiveSet Publish_NeedsLock(LiveSet next)
    {
        LiveSet old = Current;
        cell.Set = next;

        // Closing after the write: whoever pins from now on pins the new set or retries.
        old.Pins.Close();
        if (!old.Pins.Drained.IsCompleted)
        {
            _pinnedSets_NeedsLock.Add(old);
        }

        // Under the lock, so that an older binding can never overwrite a newer one.
        foreach (Handle handle in handles.Live())
        {
            handle.Refresh();
        }

        return next;
    }
}
