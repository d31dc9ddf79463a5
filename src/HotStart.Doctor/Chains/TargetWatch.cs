using HotStart.Doctor.Heap;

namespace HotStart.Doctor.Chains;

/// <summary>Notes where the search crosses from anything else into the objects and the code of a target.</summary>
internal sealed class TargetWatch
{
    private readonly HeapSearch _search;
    private readonly Dictionary<ulong, Target> _byAllocator;

    public TargetWatch(HeapSearch search, IEnumerable<LoadContext> contexts)
    {
        _search = search;
        _byAllocator = contexts.ToDictionary(c => c.LoaderAllocator, c => new Target(c));
    }

    public IEnumerable<Target> Targets => _byAllocator.Values;

    public void Note(int node, ulong address, TypeLayout layout)
    {
        // Its code's keeper, or an object of one of its types.
        if ((_byAllocator.TryGetValue(address, out Target? target) || _byAllocator.TryGetValue(layout.LoaderAllocator, out target))
            && !target.IsFull && !PassesThrough(target, node))
        {
            target.Entries.Add(node);
        }
    }

    /// <summary>Whether the way comes through the target already: what is behind that dies with it.</summary>
    private bool PassesThrough(Target target, int node)
    {
        ulong allocator = target.Context.LoaderAllocator;
        foreach (ulong before in _search.Before(node))
        {
            if (before == allocator || _search.Layout(before)?.LoaderAllocator == allocator)
            {
                return true;
            }
        }

        return false;
    }
}
