using System.Reflection;

namespace HotStart.Handles.Results;

/// <summary>
/// Which results outlive the call that returned them, and what wraps them. Wrappers run inside the gate, take the
/// target as their last argument, and hold a counted lease until the result is done with.
/// </summary>
internal static class LeasedResult
{
    private static readonly Dictionary<Type, MethodInfo> _wrappers = new()
    {
        [typeof(Task)] = Method(nameof(OfTask)),
        [typeof(Task<>)] = Method(nameof(OfTaskWithResult)),
        [typeof(ValueTask)] = Method(nameof(OfValueTask)),
        [typeof(ValueTask<>)] = Method(nameof(OfValueTaskWithResult)),
        [typeof(IEnumerable<>)] = Method(nameof(OfSequence)),
        [typeof(IEnumerator<>)] = Method(nameof(OfEnumerator)),
        [typeof(IAsyncEnumerable<>)] = Method(nameof(OfAsyncSequence)),
        [typeof(IAsyncEnumerator<>)] = Method(nameof(OfAsyncEnumerator)),
    };

    /// <summary>What an emitted call passes its result through, or null where it ends with the call.</summary>
    public static MethodInfo? WrapperFor(Type returnType) =>
        !returnType.IsGenericType ? _wrappers.GetValueOrDefault(returnType)
        : _wrappers.TryGetValue(returnType.GetGenericTypeDefinition(), out MethodInfo? wrapper)
            ? (TaskOfStream.WrapperFor(returnType) ?? wrapper).MakeGenericMethod(returnType.GetGenericArguments())
        : null;

    public static Task OfTask(Task task, BoundTarget target) =>
        task is null || IsClean(task, typeof(Task)) ? task!
        : task.IsCompletedSuccessfully ? Task.CompletedTask
        : new LeasedTask(task, target).Task;

    public static Task<T> OfTaskWithResult<T>(Task<T> task, BoundTarget target) =>
        task is null || IsClean(task, typeof(Task<T>)) ? task!
        : task.IsCompletedSuccessfully ? Task.FromResult(task.GetAwaiter().GetResult())
        : new LeasedTask<T>(task, target).Task;

    public static ValueTask OfValueTask(ValueTask task, BoundTarget target)
    {
        if (task.IsCompletedSuccessfully)
        {
            // Gives a pooled source back to the plugin; to the caller goes a value that has none.
            task.GetAwaiter().GetResult();
            return default;
        }

        return new ValueTask(OfTask(task.AsTask(), target));
    }

    public static ValueTask<T> OfValueTaskWithResult<T>(ValueTask<T> task, BoundTarget target) =>
        task.IsCompletedSuccessfully
            ? new ValueTask<T>(task.GetAwaiter().GetResult())
            : new ValueTask<T>(OfTaskWithResult(task.AsTask(), target));

    public static IEnumerable<T> OfSequence<T>(IEnumerable<T> sequence, BoundTarget target) =>
        IsWhole(sequence) ? sequence : new LeasedSequence<T>(sequence, target, StreamLease.Take(target));

    public static IEnumerator<T> OfEnumerator<T>(IEnumerator<T> enumerator, BoundTarget target) =>
        IsWhole(enumerator) ? enumerator : new LeasedEnumerator<T>(enumerator, StreamLease.Take(target));

    public static IAsyncEnumerable<T> OfAsyncSequence<T>(IAsyncEnumerable<T> sequence, BoundTarget target) =>
        sequence is null ? null! : new LeasedAsyncSequence<T>(sequence, target, StreamLease.Take(target));

    public static IAsyncEnumerator<T> OfAsyncEnumerator<T>(IAsyncEnumerator<T> enumerator, BoundTarget target) =>
        enumerator is null ? null! : new LeasedAsyncEnumerator<T>(enumerator, StreamLease.Take(target));

    /// <summary>A result of that declared type, leased if it is a stream. Only while the generation is leased.</summary>
    public static object? OfStream(object? result, Type type, BoundTarget target) =>
        result is not null && StreamHandover.IsStream(type) ? WrapperFor(type)!.Invoke(null, [result, target]) : result;

    /// <summary>
    /// Whether a task is done and has nothing of the plugin in it: a task of an async method is a box of the plugin's
    /// state machine, and a caller that caches it would keep the generation.
    /// </summary>
    public static bool IsClean(Task task, Type plain) =>
        task.IsCompleted && task.GetType() == plain && task.AsyncState is null;

    /// <summary>
    /// Whether a sequence is a collection of the framework, complete as it stands. LINQ's iterators are the
    /// framework's too, but run the plugin's lambdas when they are read.
    /// </summary>
    public static bool IsWhole(object? sequence)
    {
        if (sequence is null or Array)
        {
            return true;
        }

        Type type = sequence.GetType();
        return !type.IsCollectible && type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;
    }

    private static MethodInfo Method(string name) => typeof(LeasedResult).GetMethod(name)!;
}
