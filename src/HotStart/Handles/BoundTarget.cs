using System.Runtime.CompilerServices;
using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>What one handle runs on one generation. Kept by the generation, so it is gone with it.</summary>
internal sealed class BoundTarget(Generation generation, HandleKey key)
{
    /// <summary>The entry point of a static method; zero for others.</summary>
    public nint Function;

    /// <summary>The object that implements a contract, a variable's accessor, or an untyped symbol.</summary>
    public object? Instance;

    /// <summary>
    /// The entry points of a contract's members on <see cref="Instance"/>, in the order of the emitted proxy. Calls go
    /// through them because the dispatch stub of an interface call site degrades for good once it has seen the classes
    /// of several generations.
    /// </summary>
    public nint[] Functions = [];

    /// <summary>Keeps emitted stand-ins for the entry points in memory; null where there are none.</summary>
    public object? Guard;

    private int _pending;
    private ConditionalWeakTable<object, object>? _streams;

    public Generation Generation { get; } = generation;

    public HandleKey Key { get; } = key;

    /// <summary>Unfinished tasks and streams that this handle began here: who holds the generation, by name.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>
    /// Streams handed out by this target, by the wrapper that the host holds. A wrapper has no strong reference of its
    /// own to the plugin's stream once its lease is over, so one that is kept for ever keeps no generation.
    /// </summary>
    public ConditionalWeakTable<object, object> Streams => _streams ?? Interlocked.CompareExchange(ref _streams, [], null) ?? _streams;

    /// <summary>Takes a counted lease. Only from inside a call, where it cannot be refused.</summary>
    public void AcquireLease()
    {
        if (!TryAcquireLease())
        {
            throw new InvalidOperationException(
                $"'{Generation.PluginId}' generation {Generation.Number} was closed while a call was running on it; this is a bug in HotStart.");
        }
    }

    public bool TryAcquireLease()
    {
        if (!Generation.Leases.TryAcquire())
        {
            return false;
        }

        Interlocked.Increment(ref _pending);
        return true;
    }

    public void ReleaseLease()
    {
        Interlocked.Decrement(ref _pending);
        Generation.Leases.Release();
    }
}
