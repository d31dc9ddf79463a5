using System.Threading.Channels;

namespace HotStart.Flow.Arrivals;

/// <summary>Hints from anywhere to the one loop. Bounded: where it overflows it asks for a look at everything.</summary>
internal sealed class HintQueue
{
    private const int Capacity = 4096;

    private readonly Channel<Hint> _channel =
        Channel.CreateBounded<Hint>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private int _lost;

    /// <summary>Never blocks and never throws; for use by any thread.</summary>
    public void Add(Hint hint)
    {
        if (!_channel.Writer.TryWrite(hint))
        {
            Volatile.Write(ref _lost, 1);
        }
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _channel.Reader.WaitToReadAsync(cancellationToken);

    public bool TryTake(out Hint hint)
    {
        if (_channel.Reader.TryRead(out hint))
        {
            return true;
        }

        // Only once the queue is empty: what was lost is newer than what was in it.
        bool lost = Interlocked.Exchange(ref _lost, 0) == 1;
        hint = new(HintKind.Everything);
        return lost;
    }
}
