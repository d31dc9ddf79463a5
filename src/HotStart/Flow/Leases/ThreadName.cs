namespace HotStart.Flow.Leases;

/// <summary>What to call a thread, without keeping it alive.</summary>
internal sealed class ThreadName(Thread thread)
{
    private readonly WeakReference<Thread> _thread = new(thread);
    private readonly int _id = thread.ManagedThreadId;

    public bool IsAlive => _thread.TryGetTarget(out Thread? thread) && thread.IsAlive;

    /// <summary>Its number and, while it can be asked, its name.</summary>
    public string Text =>
        _thread.TryGetTarget(out Thread? alive) && !string.IsNullOrEmpty(alive.Name)
            ? $"thread {_id} ({alive.Name})"
            : $"thread {_id}";
}
