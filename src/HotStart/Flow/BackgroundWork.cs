using System.Collections.Concurrent;

namespace HotStart.Flow;

/// <summary>Tasks that outlive the change that began them, so that a stopping host can wait for them.</summary>
internal sealed class BackgroundWork
{
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();

    /// <summary>Begins <paramref name="work"/>, which must not throw, on the pool.</summary>
    public void Begin(Func<Task> work) => Track(Task.Run(work));

    /// <summary>Remembers a task until it has ended.</summary>
    public T Track<T>(T task)
        where T : Task
    {
        _tasks.TryAdd(task, true);
        _ = task.ContinueWith(
            static (done, set) => ((ConcurrentDictionary<Task, bool>)set!).TryRemove(done, out _),
            _tasks, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>Completes when nothing is left, what those tasks began meanwhile included. Never throws.</summary>
    public async Task WhenAllDone()
    {
        while (!_tasks.IsEmpty)
        {
            await Task.WhenAll(_tasks.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // A task ends just before it is taken out.
            await Task.Yield();
        }
    }
}
