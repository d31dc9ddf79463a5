using HotStart.Doctor.Heap;

namespace HotStart.Doctor.Chains;

/// <summary>A load context that chains are looked for, and where the search met its objects first.</summary>
internal sealed class Target(LoadContext context)
{
    // Different objects of a plugin may be held by different things; this many are told apart.
    private const int MaxEntries = 400;

    public LoadContext Context { get; } = context;

    /// <summary>Objects of the plugin that something else holds, in the order of the length of their chains.</summary>
    public List<int> Entries { get; } = [];

    public bool IsFull => Entries.Count >= MaxEntries;
}
