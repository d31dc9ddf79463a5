using HotStart.Cli.Reports;

namespace HotStart.Cli.Running;

/// <summary>
/// One call after the other. What changes while a call runs is told when it has ended, right before the next one, so
/// that each result stands below the change that it belongs to. Used by one task at a time.
/// </summary>
internal sealed class CallQueue(PluginCall call, IRunReport report, CancellationToken stop) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Action> _changes_NeedsLock = [];
    private CancellationTokenSource _superseded = new();
    private Task<CallOutcome> _running = Task.FromResult(CallOutcome.Cancelled);

    /// <summary>The call under way, or the last one.</summary>
    public Task<CallOutcome> Running => _running;

    /// <summary>Calls, now or when the call under way has ended; several changes meanwhile lead to one call.</summary>
    /// <param name="tell">Tells of the change.</param>
    /// <param name="generation">What is live now.</param>
    public void CallAgain(Action tell, int? generation)
    {
        lock (_lock)
        {
            _changes_NeedsLock.Add(tell);
            if (_changes_NeedsLock.Count > 1)
            {
                return;
            }
        }

        if (!_running.IsCompleted)
        {
            report.Waiting($"'{call.Symbol}' is still running; generation {generation} is called when it has ended");
        }

        CancellationTokenSource before = _superseded;
        _superseded = new CancellationTokenSource();
        _running = NextAsync(_running, before, _superseded.Token);
    }

    public void Dispose() => _superseded.Dispose();

    private async Task<CallOutcome> NextAsync(Task<CallOutcome> running, CancellationTokenSource before, CancellationToken superseded)
    {
        await before.CancelAsync();
        CallOutcome last = await running;
        before.Dispose();
        Action[] changes;
        lock (_lock)
        {
            changes = [.. _changes_NeedsLock];
            _changes_NeedsLock.Clear();
        }

        if (stop.IsCancellationRequested)
        {
            return last;
        }

        foreach (Action tell in changes)
        {
            tell();
        }

        return await call.RunAsync(superseded, stop);
    }
}
