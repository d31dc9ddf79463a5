namespace HotStart.Handles.Results;

internal sealed class LeasedAsyncEnumerator<T>(IAsyncEnumerator<T> enumerator, StreamLease lease) : IAsyncEnumerator<T>
{
    private IAsyncEnumerator<T>? _enumerator = enumerator;

    public T Current => _enumerator is { } open
        ? open.Current
        : throw new ObjectDisposedException(nameof(IAsyncEnumerator<>), "The enumerator was disposed.");

    public ValueTask<bool> MoveNextAsync() => _enumerator?.MoveNextAsync() ?? new ValueTask<bool>(false);

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
