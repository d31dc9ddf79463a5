namespace HotStart.Handles.Results;

/// <inheritdoc cref="LeasedTask"/>
/// <remarks>
/// Its lease goes on to the stream. A new one could be refused: by the time the task is done its generation may be
/// retired and closed.
/// </remarks>
internal sealed class LeasedTaskOfStream<T> : TaskCompletionSource<T>
{
    private readonly Task<T> _task;
    private readonly BoundTarget _target;
    private readonly Func<T, BoundTarget, StreamLease, T> _wrap;
    private readonly StreamLease _lease;

    public LeasedTaskOfStream(Task<T> task, BoundTarget target, Func<T, BoundTarget, StreamLease, T> wrap)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _task = task;
        _target = target;
        _wrap = wrap;
        _lease = StreamLease.Take(target);
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Finish);
    }

    private void Finish()
    {
        if (!_task.IsCompletedSuccessfully)
        {
            _lease.Release();
            SetFromTask(_task);
            return;
        }

        T stream = _task.GetAwaiter().GetResult();
        T leased = _wrap(stream, _target, _lease);
        if (ReferenceEquals(stream, leased))
        {
            _lease.Release();
        }

        SetResult(leased);
    }
}
