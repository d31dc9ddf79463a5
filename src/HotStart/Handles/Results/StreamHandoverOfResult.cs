namespace HotStart.Handles.Results;

/// <summary>How a task's result is wrapped: found once for each type.</summary>
internal static class StreamHandover<T>
{
    /// <summary>Null where the result is no stream.</summary>
    public static readonly Func<T, BoundTarget, StreamLease, T>? Wrap =
        StreamHandover.WrapperFor(typeof(T))?.CreateDelegate<Func<T, BoundTarget, StreamLease, T>>();
}
