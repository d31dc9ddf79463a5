using System.Diagnostics;
using HotStart.Bench.Plugins;

namespace HotStart.Bench.Swaps;

/// <summary>Threads that call without pause until they are told to stop, and note when a new version first answers.</summary>
internal sealed class Callers : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;
    private volatile int _awaited;
    private long _firstAnswer;

    public Callers(IPricing pricing, int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Call(pricing)) { IsBackground = true })];
        Array.ForEach(_threads, t => t.Start());
    }

    /// <summary>Begins to wait for the first answer of this version, which must not be the active one.</summary>
    public void Await(int version)
    {
        Volatile.Write(ref _firstAnswer, 0);
        _awaited = version;
    }

    /// <summary>When the awaited version first answered any of them, or now if that was not seen yet.</summary>
    public long FirstAnswer => Volatile.Read(ref _firstAnswer) is not 0 and long seen ? seen : Stopwatch.GetTimestamp();

    public void Dispose()
    {
        _stop = true;
        Array.ForEach(_threads, t => t.Join());
    }

    private void Call(IPricing pricing)
    {
        while (!_stop)
        {
            if (pricing.Version == _awaited)
            {
                Interlocked.CompareExchange(ref _firstAnswer, Stopwatch.GetTimestamp(), 0);
                _awaited = 0;
            }
        }
    }
}
