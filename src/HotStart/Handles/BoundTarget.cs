using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>What one handle runs on one generation. Kept by the generation, so it is gone with it.</summary>
internal sealed class BoundTarget(Generation generation, HandleKey key)
{
    /// <summary>Copied from the generation: the call path reads it with one load less.</summary>
    public readonly long GenerationId = generation.Id;

    /// <summary>The entry point of a static method; zero for others.</summary>
    public nint Function;

    /// <summary>The object that implements a contract, a variable's accessor, or an untyped invoker.</summary>
    public object? Instance;

    private int _pending;

    public Generation Generation { get; } = generation;

    public HandleKey Key { get; } = key;

    /// <summary>Unfinished tasks and streams that this handle began here: who holds the generation, by name.</summary>
    public int Pending => Volatile.Read(ref _pending);

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
