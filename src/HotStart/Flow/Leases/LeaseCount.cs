namespace HotStart.Flow.Leases;

/// <summary>
/// Leases that outlive the call that took them: unfinished tasks, streams, pinned sets. One word holds the count and
/// the closed bit, so that nobody can slip in after the last look. Lock-free; safe for use by several threads.
/// </summary>
internal sealed class LeaseCount
{
    private const long Closed = 1;
    private const long One = 2;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _word;

    public long Count => Volatile.Read(ref _word) / One;

    /// <summary>Completes when the count is closed and the last lease was given back.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Takes a lease unless the count is closed.</summary>
    public bool TryAcquire()
    {
        long seen = Volatile.Read(ref _word);
        while ((seen & Closed) == 0)
        {
            long before = Interlocked.CompareExchange(ref _word, seen + One, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Takes one more though the count may be closed. Only for whoever holds one: so this is never the first.</summary>
    public void AcquireAnother() => Interlocked.Add(ref _word, One);

    public void Release()
    {
        if (Interlocked.Add(ref _word, -One) == Closed)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Lets nobody in any more. Idempotent.</summary>
    public void Close()
    {
        if ((Interlocked.Or(ref _word, Closed) | Closed) == Closed)
        {
            _drained.TrySetResult();
        }
    }
}
