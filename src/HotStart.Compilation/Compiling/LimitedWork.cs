namespace HotStart.Compilation.Compiling;

/// <summary>
/// Runs code of others that may never end. Nothing can end it from outside: it is asked to, and then left behind. So few may
/// be left behind at a time.
/// </summary>
internal sealed class LimitedWork(TimeSpan limit, TimeProvider time)
{
    private const int MostLeftBehind = 2;

    private readonly List<Task> _leftBehind = [];

    public TimeSpan Limit => limit;

    /// <summary>Whether so much is still running that nothing more may begin.</summary>
    public bool IsFull
    {
        get
        {
            _leftBehind.RemoveAll(t => t.IsCompleted);
            return _leftBehind.Count >= MostLeftBehind;
        }
    }

    /// <exception cref="TimeoutException">It took too long and was left behind.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        // Disposed only once nothing can ask for it any more: what is left behind may at any time.
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> task = Task.Factory.StartNew(
            () => work(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            T result = await task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            stop.Dispose();
            return result;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !task.IsCompleted)
        {
            _leftBehind.Add(task);
            await stop.CancelAsync().ConfigureAwait(false);
            _ = task.ContinueWith(
                static (t, s) =>
                {
                    _ = t.Exception; // nobody waits for it any more
                    ((CancellationTokenSource)s!).Dispose();
                },
                stop,
                TaskScheduler.Default);
            throw;
        }
        catch
        {
            stop.Dispose(); // it failed, and is over
            throw;
        }
    }
}
