namespace HotStart.Handles.Results;

/// <summary>
/// A plugin's unfinished task as the host sees it: same result, exceptions with their stacks, or cancellation. Nothing
/// leads from it to the plugin's task.
/// </summary>
/// <remarks>
/// Continuations run on the pool: run in place they would stand on top of the plugin's own frames, and the host could
/// not see the generation unloaded before its next await.
/// </remarks>
internal sealed class LeasedTask : TaskCompletionSource
{
    private readonly Task _task;
    private readonly BoundTarget _target;

    public LeasedTask(Task task, BoundTarget target)
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
