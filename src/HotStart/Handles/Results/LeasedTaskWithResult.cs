namespace HotStart.Handles.Results;

/// <inheritdoc cref="LeasedTask"/>
internal sealed class LeasedTask<T> : TaskCompletionSource<T>
{
    private readonly Task<T> _task;
    private readonly BoundTarget _target;

    public LeasedTask(Task<T> task, BoundTarget target)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        _task = task;
        _target = target;
        target.AcquireLease();
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Finish);
    }

    private void Finish()
    {
        _target.ReleaseLease();
        SetFromTask(_task);
    }
}
