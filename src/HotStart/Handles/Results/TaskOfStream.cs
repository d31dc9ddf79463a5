using System.Reflection;

namespace HotStart.Handles.Results;

/// <summary>
/// Tasks whose result is a stream: the stream is read after the task is done, so the task's lease is handed on to it.
/// Other tasks do not come here.
/// </summary>
internal static class TaskOfStream
{
    private static readonly MethodInfo _ofTask = typeof(TaskOfStream).GetMethod(nameof(OfTask))!;
    private static readonly MethodInfo _ofValueTask = typeof(TaskOfStream).GetMethod(nameof(OfValueTask))!;

    /// <summary>
    /// The open wrapper for this type of task, or null where its result cannot be a stream. The result of a generic
    /// method may turn out to be one.
    /// </summary>
    public static MethodInfo? WrapperFor(Type returnType)
    {
        Type definition = returnType.GetGenericTypeDefinition();
        MethodInfo? wrapper = definition == typeof(Task<>) ? _ofTask : definition == typeof(ValueTask<>) ? _ofValueTask : null;
        return wrapper is not null && returnType.GetGenericArguments()[0] is var result
            && (result.IsGenericParameter || StreamHandover.IsStream(result)) ? wrapper : null;
    }

    public static Task<T> OfTask<T>(Task<T> task, BoundTarget target)
    {
        if (task is null || StreamHandover<T>.Wrap is not { } wrap)
        {
            return LeasedResult.OfTaskWithResult(task!, target);
        }

        if (!task.IsCompletedSuccessfully)
        {
            // A failed one may be the plugin's box as well; there is no stream in it.
            return task.IsCompleted ? LeasedResult.OfTaskWithResult(task, target) : new LeasedTaskOfStream<T>(task, target, wrap).Task;
        }

        T stream = task.GetAwaiter().GetResult();
        T leased = OfCompleted(stream, target, wrap);
        return ReferenceEquals(stream, leased) ? LeasedResult.OfTaskWithResult(task, target) : Task.FromResult(leased);
    }

    public static ValueTask<T> OfValueTask<T>(ValueTask<T> task, BoundTarget target) =>
        StreamHandover<T>.Wrap is not { } wrap ? LeasedResult.OfValueTaskWithResult(task, target)
        : task.IsCompletedSuccessfully ? new ValueTask<T>(OfCompleted(task.GetAwaiter().GetResult(), target, wrap))
        : new ValueTask<T>(OfTask(task.AsTask(), target));

    private static T OfCompleted<T>(T stream, BoundTarget target, Func<T, BoundTarget, StreamLease, T> wrap)
    {
        StreamLease lease = StreamLease.Take(target);
        T leased = wrap(stream, target, lease);
        if (ReferenceEquals(stream, leased))
        {
            lease.Release();
        }

        return leased;
    }
}
