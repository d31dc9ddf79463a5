using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>A call of a plugin that stands still in its middle, on a thread of its own, until it is told to end.</summary>
internal sealed class MidCall<T> : IDisposable
{
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _go = new();
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MidCall(Func<Action, T> call, string threadName)
    {
        Thread thread = new(() =>
        {
            try
            {
                _answer.SetResult(call(() =>
                {
                    _entered.Set();
                    _go.Wait();
                }));
            }
            catch (Exception e)
            {
                _answer.SetException(e);
                _entered.Set();
            }
        }) { Name = threadName, IsBackground = true };
        thread.Start();
    }

    /// <summary>Returns once the call is inside the plugin.</summary>
    public static MidCall<T> Begin(Func<Action, T> call, string threadName = "mid-call")
    {
        MidCall<T> mid = new(call, threadName);
        Assert.True(mid._entered.Wait(EventLog<object>.DefaultLimit));
        return mid;
    }

    public Task<T> EndAsync()
    {
        _go.Set();
        return _answer.Task.LimitAsync();
    }

    public void Dispose() => _go.Set();
}
