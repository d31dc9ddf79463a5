using HotStart.Flow.Leases;

namespace HotStart.Flow.Generations;

/// <summary>All active generations at one moment. Immutable; published by one reference write.</summary>
internal sealed class LiveSet(long number, Generation?[] bySlot)
{
    private readonly Generation?[] _bySlot = bySlot;
    private object? _index;

    /// <summary>Each host starts with a set of its own: sets count their pins.</summary>
    public static LiveSet NewEmpty() => new(0, []);

    public long Number { get; } = number;

    /// <summary>Pinned sets that hold all generations in here.</summary>
    public LeaseCount Pins { get; } = new();

    /// <summary>
    /// What the host's extension made of this set, such as an index over all endpoints. Made anew by whoever finds none:
    /// two may do so at once, and either's will do.
    /// </summary>
    public object? Index
    {
        get => Volatile.Read(ref _index);
        set => Volatile.Write(ref _index, value);
    }

    public int Slots => _bySlot.Length;

    public Generation? this[int slot] => (uint)slot < (uint)_bySlot.Length ? _bySlot[slot] : null;

    public IEnumerable<Generation> Generations => _bySlot.OfType<Generation>();

    /// <summary>The next set: this one with some slots changed.</summary>
    public LiveSet With(IReadOnlyCollection<KeyValuePair<int, Generation?>> changes)
    {
        int length = _bySlot.Length;
        foreach ((int slot, _) in changes)
        {
            length = Math.Max(length, slot + 1);
        }

        Generation?[] next = new Generation?[length];
        _bySlot.CopyTo(next, 0);
        foreach ((int slot, Generation? generation) in changes)
        {
            next[slot] = generation;
        }

        return new LiveSet(Number + 1, next);
    }
}
