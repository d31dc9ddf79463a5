namespace HotStart.Bench.Unloads;

/// <summary>Threads that allocate without pause, as a busy host does, and keep a little of it.</summary>
internal sealed class Allocators : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;

    public Allocators(int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Allocate) { IsBackground = true })];
        Array.ForEach(_threads, t => t.Start());
    }

    public void Dispose()
    {
        _stop = true;
        Array.ForEach(_threads, t => t.Join());
    }

    private void Allocate()
    {
        byte[]?[] kept = new byte[4096][];
        for (int i = 0; !_stop; i++)
        {
            kept[i % kept.Length] = new byte[1024];
        }
    }
}
