namespace HotStart.Handles.Results;

internal sealed class LeasedAsyncSequence<T>(IAsyncEnumerable<T> sequence, BoundTarget target, StreamLease first)
    : LeasedStream<IAsyncEnumerable<T>>(sequence, target, first), IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        IAsyncEnumerable<T> sequence = Open(out StreamLease lease);
        try
        {
            return new LeasedAsyncEnumerator<T>(sequence.GetAsyncEnumerator(cancellationToken), lease);
        }
        catch
        {
            lease.Release();
            throw;
        }
    }
}
