namespace HotStart.Handles.Results;

/// <summary>
/// A stream of a plugin that can be enumerated. The lease that it is given lasts until the first enumeration ends; a later
/// one takes its own.
/// </summary>
/// <remarks>Between enumerations it refers to the plugin weakly: see <see cref="BoundTarget.Streams"/>.</remarks>
internal abstract class LeasedStream<TStream>
    where TStream : class
{
    private readonly WeakReference<TStream> _stream;
    private readonly WeakReference<BoundTarget> _target;
    private readonly string _name;
    private StreamLease? _first;

    protected LeasedStream(TStream stream, BoundTarget target, StreamLease first)
    {
        _stream = new WeakReference<TStream>(stream);
        _target = new WeakReference<BoundTarget>(target);
        _name = $"'{target.Generation.PluginId}' generation {target.Generation.Number}";
        _first = first;
        target.Streams.Add(this, stream);
    }

    /// <summary>The stream, and the lease under which it may be read.</summary>
    /// <exception cref="InvalidOperationException">The generation is closed.</exception>
    protected TStream Open(out StreamLease lease)
    {
        StreamLease? taken = Interlocked.Exchange(ref _first, null)
            ?? (_target.TryGetTarget(out BoundTarget? target) ? StreamLease.TryTake(target) : null);
        if (taken is not null)
        {
            if (_stream.TryGetTarget(out TStream? stream))
            {
                lease = taken;
                return stream;
            }

            taken.Release();
        }

        throw new InvalidOperationException(
            $"A stream of {_name} was enumerated again after that generation was retired. Call the plugin again for a new stream; the first enumeration of each is always safe.");
    }
}
