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
        // Not disposed: what is left behind may ask for it at any time.
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> task = Task.Factory.StartNew(
            () => work(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !task.IsCompleted)
        {
            _leftBehind.Add(task);
            _ = task.ContinueWith(static t => t.Exception, TaskScheduler.Default); // nobody waits for it any more
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
