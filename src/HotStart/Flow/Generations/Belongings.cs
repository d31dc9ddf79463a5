namespace HotStart.Flow.Generations;

/// <summary>What a generation was handed or handed over, and its background work. Ends with it. Safe for use by several threads.</summary>
internal sealed class Belongings(string owner)
{
    private readonly Lock _lock = new();
    private readonly List<object> _inOrder_NeedsLock = [];
    private readonly List<Task> _work_NeedsLock = [];
    private bool _isEnded_NeedsLock;

    /// <summary>Remembers what is to be disposed.</summary>
    /// <exception cref="ObjectDisposedException">The generation is being retired.</exception>
    public void Add(object disposable)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnded_NeedsLock, owner);
            _inOrder_NeedsLock.Add(disposable);
        }
    }

    /// <summary>Begins background work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="retired">Cancelled at the retirement; what it throws from then on is for <see cref="WorkEndedAsync"/>.</param>
    /// <param name="failed">Told at once when it fails before.</param>
    /// <exception cref="ObjectDisposedException">The generation is being retired.</exception>
    public void Run(Func<CancellationToken, Task> work, CancellationToken retired, Action<Exception> failed)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnded_NeedsLock || retired.IsCancellationRequested, owner);
            _work_NeedsLock.RemoveAll(t => t.IsCompletedSuccessfully);

            // It may live for days: the context of whoever happened to begin it (a request) must not live as long.
            using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            _work_NeedsLock.Add(Task.Run(() => RunAsync(work, retired, failed), CancellationToken.None));
        }
    }

    private static async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken retired, Action<Exception> failed)
    {
        try
        {
            await work(retired).ConfigureAwait(false);
        }
        catch (Exception e) when (!retired.IsCancellationRequested)
        {
            // Now and not at the retirement, which may be days away: whoever proves a release wants to know.
            failed(e);
        }
    }

    /// <summary>Completes when all background work has, however it did.</summary>
    /// <returns>What it threw, except for being cancelled.</returns>
    public async Task<IReadOnlyList<Exception>> WorkEndedAsync()
    {
        Task[] work;
        lock (_lock)
        {
            _isEnded_NeedsLock = true;
            work = [.. _work_NeedsLock];
        }

        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return [.. work.Where(t => t.IsFaulted).SelectMany(t => t.Exception!.InnerExceptions)];
    }

    /// <summary>Disposes all, last one first, and goes on after a failure.</summary>
    /// <returns>What went wrong.</returns>
    public async Task<IReadOnlyList<Exception>> DisposeAsync()
    {
        object[] all;
        lock (_lock)
        {
            _isEnded_NeedsLock = true;
            all = [.. _inOrder_NeedsLock];
            _inOrder_NeedsLock.Clear();
            _work_NeedsLock.Clear();
        }

        List<Exception> errors = [];
        foreach (object one in all.Reverse())
        {
            try
            {
                if (one is IAsyncDisposable later)
                {
                    await later.DisposeAsync().ConfigureAwait(false);
                }
                else
                {
                    ((IDisposable)one).Dispose();
                }
            }
            catch (Exception e)
            {
                errors.Add(e);
            }
        }

        return errors;
    }
}
