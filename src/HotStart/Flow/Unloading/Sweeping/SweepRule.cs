using System.Collections;

namespace HotStart.Flow.Unloading.Sweeping;

/// <summary>
/// Evicts what one part of the framework keeps of a generation. Where the runtime has another layout than the one that
/// the rule knows, it evicts nothing. It never touches what belongs to the host or to another generation.
/// </summary>
/// <param name="fields">The private fields that it relies on.</param>
internal abstract class SweepRule(params FrameworkField[] fields)
{
    private int _isToldAbout;

    public string Name => GetType().Name;

    /// <summary>Evicts, and returns how many entries.</summary>
    public abstract int Evict(SweptGeneration gone);

    /// <summary>What does not fit this runtime: told once, then null.</summary>
    public string? TakeMisfit() =>
        Array.Find(fields, f => f.Misfit is not null)?.Misfit is { } misfit && Interlocked.Exchange(ref _isToldAbout, 1) == 0 ? misfit : null;

    /// <summary>Removes the entries whose key is the generation's. The table must allow readers meanwhile.</summary>
    /// <param name="table">The cache.</param>
    /// <param name="isOwn">Which entries go.</param>
    protected static int Remove(IDictionary table, Func<DictionaryEntry, bool> isOwn)
    {
        List<object> keys = [];
        foreach (DictionaryEntry entry in table)
        {
            if (isOwn(entry))
            {
                keys.Add(entry.Key);
            }
        }

        foreach (object key in keys)
        {
            table.Remove(key);
        }

        return keys.Count;
    }
}
