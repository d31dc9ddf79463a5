using System.Collections.Concurrent;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Two threads and two tasks that call a probe in every way without pause, and check every answer.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly Func<int> _answer;
    private readonly Func<string> _pair;
    private readonly Func<ValueTask<int>> _yield;
    private readonly Func<int, IAsyncEnumerable<int>> _stream;
    private readonly IText _contract;
    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _callers;
    private readonly long[] _calls;
    private int _published = 1;

    public Load(
        Func<int> answer, Func<string> pair, Func<ValueTask<int>> yield, Func<int, IAsyncEnumerable<int>> stream, IText contract)
    {
        _answer = answer;
        _pair = pair;
        _yield = yield;
        _stream = stream;
        _contract = contract;
        _calls = new long[4];
        _callers =
        [
            Task.Factory.StartNew(() => Call(0, SyncRound), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => Call(1, SyncRound), TaskCreationOptions.LongRunning),
            Task.Run(() => CallAsync(2, AsyncRound)),
            Task.Run(() => CallAsync(3, StreamRound)),
        ];
    }

    /// <summary>What went wrong, in words.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>From now on no call may begin on an older version.</summary>
    public void Published(int version) => Volatile.Write(ref _published, version);

    /// <summary>Completes when every caller has ended a round that it began after now.</summary>
    public async Task ProgressAsync()
    {
        long[] before = [.. Enumerable.Range(0, 4).Select(i => Volatile.Read(ref _calls[i]))];
        for (int i = 0; i < 4; i++)
        {
            while (Volatile.Read(ref _calls[i]) < before[i] + 2 && !_callers[i].IsCompleted)
            {
                await Task.Yield();
            }
        }
    }

    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_callers).LimitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private void SyncRound(int least)
    {
        Check("Answer", _answer(), least);
        string pair = _pair();
        string[] parts = pair.Split(' ');
        if (parts[0] != parts[1] || parts[0] != parts[2])
        {
            Wrong.Enqueue($"Pair is mixed: {pair}");
        }

        Check("Text", int.Parse(_contract.Text()), least);
    }

    private async Task AsyncRound(int least) => Check("YieldAsync", await _yield(), least);

    private async Task StreamRound(int least)
    {
        List<int> read = [];
        await foreach (int n in _stream(5))
        {
            read.Add(n);
        }

        if (read.Count != 5 || read.Distinct().Count() != 1)
        {
            Wrong.Enqueue($"Stream is mixed or cut: {string.Join(' ', read)}");
        }

        Check("Stream", read[0], least);
    }

    private void Check(string what, int answer, int least)
    {
        if (answer < least)
        {
            Wrong.Enqueue($"{what} answered {answer} after {least} was published");
        }
    }

    private void Call(int caller, Action<int> round)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                round(Volatile.Read(ref _published));
            }
            catch (Exception e)
            {
                Wrong.Enqueue($"failed: {e}");
            }

            Volatile.Write(ref _calls[caller], _calls[caller] + 1);
        }
    }

    private async Task CallAsync(int caller, Func<int, Task> round)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await round(Volatile.Read(ref _published));
            }
            catch (Exception e)
            {
                Wrong.Enqueue($"failed: {e}");
            }

            Volatile.Write(ref _calls[caller], _calls[caller] + 1);
        }
    }
}
