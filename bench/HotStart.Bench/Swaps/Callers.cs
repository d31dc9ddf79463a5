using HotStart.Bench.Plugins;

namespace HotStart.Bench.Swaps;

/// <summary>Threads that call without pause until they are told to stop.</summary>
internal sealed class Callers : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;

    public Callers(IPricing pricing, int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Call(pricing)) { IsBackground = true })];
        Array.ForEach(_threads, t => t.Start());
    }

    public void Dispose()
    {
        _stop = true;
        Array.ForEach(_threads, t => t.Join());
    }

    private void Call(IPricing pricing)
    {
        double sum = 0;
        while (!_stop)
        {
            sum += pricing.Price(3, 19.9);
        }

        GC.KeepAlive(sum);
    }
}
