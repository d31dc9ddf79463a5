using System.Runtime.CompilerServices;

namespace HotStart.Testing;

/// <summary>Puts a limit on a wait in a test, so that a fault shows as a failed test and not as one that hangs.</summary>
public static class Within
{
    /// <summary>The task's end, or a <see cref="TimeoutException"/> that says what was waited for.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="limit">How long at most; 30 seconds if <see langword="null"/>.</param>
    /// <param name="what">Filled in by the compiler: the text of <paramref name="task"/>.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task LimitAsync(
        this Task task, TimeSpan? limit = null, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        TimeSpan atMost = limit ?? EventLog<object>.DefaultLimit;
        try
        {
            await task.WaitAsync(atMost, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"'{what}' did not end within {atMost.TotalSeconds:0.###} s.");
        }
    }

    /// <summary>The task's result, or a <see cref="TimeoutException"/> that says what was waited for.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="task">What to wait for.</param>
    /// <param name="limit">How long at most; 30 seconds if <see langword="null"/>.</param>
    /// <param name="what">Filled in by the compiler: the text of <paramref name="task"/>.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<T> LimitAsync<T>(
        this Task<T> task, TimeSpan? limit = null, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await LimitAsync((Task)task, limit, what).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
