namespace HotStart.Handles.Results;

internal sealed class LeasedAsyncEnumerator<T>(IAsyncEnumerator<T> enumerator, StreamLease lease) : IAsyncEnumerator<T>
{
    private IAsyncEnumerator<T>? _enumerator = enumerator;

    // HAZARD: a caller's last use may be this very call. Without KeepAlive the lease is finalized, and given back, while the
    // plugin's code still runs in it.
    public T Current
    {
        get
        {
            T current = _enumerator is { } open
                ? open.Current
                : throw new ObjectDisposedException(nameof(IAsyncEnumerator<>), "The enumerator was disposed.");
            GC.KeepAlive(lease);
            return current;
        }
    }

    public ValueTask<bool> MoveNextAsync()
    {
        ValueTask<bool> moved = _enumerator?.MoveNextAsync() ?? new ValueTask<bool>(false);
        GC.KeepAlive(lease);
        return moved;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _enumerator, null) is not { } open)
        {
            return;
        }

        try
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            lease.Release();
        }
    }
}
