using System.Collections;

namespace HotStart.Handles.Results;

internal sealed class LeasedEnumerator<T>(IEnumerator<T> enumerator, StreamLease lease) : IEnumerator<T>
{
    private IEnumerator<T>? _enumerator = enumerator;

    // HAZARD: a caller's last use may be this very call. Without KeepAlive the lease is finalized, and given back, while the
    // plugin's code still runs in it.
    public T Current
    {
        get
        {
            T current = _enumerator is { } open ? open.Current : throw Ended();
            GC.KeepAlive(lease);
            return current;
        }
    }

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        bool moved = _enumerator is { } open && open.MoveNext();
        GC.KeepAlive(lease);
        return moved;
    }

    public void Reset()
    {
        (_enumerator ?? throw Ended()).Reset();
        GC.KeepAlive(lease);
    }

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
