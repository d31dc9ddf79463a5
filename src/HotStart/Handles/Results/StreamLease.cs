namespace HotStart.Handles.Results;

/// <summary>The lease of one enumeration. Given back once: when it ends, or when nobody can end it any more.</summary>
internal sealed class StreamLease
{
    private BoundTarget? _target;

    private StreamLease(BoundTarget target) => _target = target;

    ~StreamLease() => Interlocked.Exchange(ref _target, null)?.ReleaseLease();

    /// <summary>Only from inside a call.</summary>
    public static StreamLease Take(BoundTarget target)
    {
        target.AcquireLease();
        return new StreamLease(target);
    }

    /// <summary>Null where the generation is closed.</summary>
    public static StreamLease? TryTake(BoundTarget target) => target.TryAcquireLease() ? new StreamLease(target) : null;

    public void Release()
    {
        Interlocked.Exchange(ref _target, null)?.ReleaseLease();
        GC.SuppressFinalize(this);
    }
}
