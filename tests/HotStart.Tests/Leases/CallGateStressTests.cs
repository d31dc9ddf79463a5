using HotStart.Fixtures;
using HotStart.Flow.Leases;

namespace HotStart.Tests.Leases;

/// <summary>The gate under real threads: what the model explores, on the real machine.</summary>
public sealed unsafe class CallGateStressTests
{
    private static long _lastId = long.MaxValue / 4;

    private volatile Code _live = new();
    private volatile bool _stop;
    private long _calls;
    private long _violations;

    [Fact]
    public void Swaps_UnderTwoCallers_NoCallRunsRetiredCode()
    {
        Thread[] callers = [new(CallUntilStopped), new(CallUntilStopped)];
        Array.ForEach(callers, caller => caller.Start());
        long swaps = 0;
        Stress.Repeat(() =>
        {
            Code old = _live;
            _live = new Code();
            CallGate.SynchronizeWithCallers();
            while (CallGate.IsHeld(old.Id))
            {
                Thread.Yield();
            }

            old.Leases.Close();
            SpinWait.SpinUntil(() => old.Leases.Drained.IsCompleted);
            old.Unloaded = true;
            swaps++;
        }, atLeast: 20);
        _stop = true;
        Array.ForEach(callers, caller => caller.Join());

        Assert.Equal(0, _violations);
        Assert.True(swaps > 10, $"only {swaps} swaps: the test does not press");
        Assert.True(_calls > swaps, $"only {_calls} calls over {swaps} swaps: the test does not press");
    }

    private void CallUntilStopped()
    {
        long calls = 0;
        while (!_stop)
        {
            Code code = Enter(out long* frame);
            Look(code);
            if ((calls++ & 7) == 0)
            {
                // Every eighth call goes on after its frame is gone, as async ones do.
                bool leased = code.Leases.TryAcquire();
                CallGate.Exit(frame);
                Look(code);
                if (leased)
                {
                    code.Leases.Release();
                }
                else
                {
                    Interlocked.Increment(ref _violations);
                }
            }
            else
            {
                CallGate.Exit(frame);
            }
        }

        Interlocked.Add(ref _calls, calls);
    }

    private Code Enter(out long* frame)
    {
        while (true)
        {
            Code code = _live;
            frame = CallGate.Enter(code.Id);
            if (_live == code)
            {
                return code;
            }

            CallGate.Exit(frame);
        }
    }

    private void Look(Code code)
    {
        for (int i = 0; i < 400; i++)
        {
            if (code.Unloaded)
            {
                Interlocked.Increment(ref _violations);
            }
        }
    }

    private sealed class Code
    {
        public volatile bool Unloaded;

        public long Id { get; } = Interlocked.Increment(ref _lastId);

        public LeaseCount Leases { get; } = new();
    }
}
