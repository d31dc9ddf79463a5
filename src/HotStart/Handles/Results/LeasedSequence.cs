using System.Collections;

namespace HotStart.Handles.Results;

internal sealed class LeasedSequence<T>(IEnumerable<T> sequence, BoundTarget target, StreamLease first)
    : LeasedStream<IEnumerable<T>>(sequence, target, first), IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator()
    {
        IEnumerable<T> sequence = Open(out StreamLease lease);
        try
        {
            return new LeasedEnumerator<T>(sequence.GetEnumerator(), lease);
        }
        catch
        {
            lease.Release();
            throw;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
