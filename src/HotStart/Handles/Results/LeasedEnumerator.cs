using System.Collections;

namespace HotStart.Handles.Results;

internal sealed class LeasedEnumerator<T>(IEnumerator<T> enumerator, StreamLease lease) : IEnumerator<T>
{
    private IEnumerator<T>? _enumerator = enumerator;

    public T Current => _enumerator is { } open ? open.Current : throw Ended();

    object? IEnumerator.Current => Current;

    public bool MoveNext() => _enumerator is { } open && open.MoveNext();

    public void Reset() => (_enumerator ?? throw Ended()).Reset();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _enumerator, null) is not { } open)
        {
            return;
        }

        try
        {
            open.Dispose();
        }
        finally
        {
            lease.Release();
        }
    }

    private static ObjectDisposedException Ended() => new(nameof(IEnumerator), "The enumerator was disposed.");
}
