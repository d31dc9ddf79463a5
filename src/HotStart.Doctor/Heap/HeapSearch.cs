using System.Runtime.CompilerServices;
using HotStart.Doctor.Snapshots;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>
/// Walks everything that is alive, breadth first from all roots at once: the way by which an object is met first is
/// one of the shortest. Goes through millions of objects a second, straight over the copied memory.
/// </summary>
internal sealed unsafe class HeapSearch
{
    private const int Word = sizeof(ulong);
    private const int Root = int.MinValue;

    private readonly ClrRuntime _runtime;
    private readonly MemoryImage _memory;
    private readonly SeenObjects _seen;
    private readonly Dictionary<ulong, TypeLayout> _layouts = [];
    private readonly Dictionary<ulong, List<ulong>> _dependents = [];
    private readonly List<Node> _nodes = [];
    private readonly List<HeapRoot> _roots = [];
    private ulong _lastTable;
    private TypeLayout _lastLayout = null!;
    private int _next;

    public HeapSearch(ClrRuntime runtime, MemoryImage memory)
    {
        _runtime = runtime;
        _memory = memory;
        _seen = new SeenObjects(runtime.Heap);
    }

    /// <summary>How many objects were met.</summary>
    public int Count => _nodes.Count;

    /// <summary>The types of all objects met.</summary>
    public IEnumerable<TypeLayout> Types => _layouts.Values;

    public ulong AddressOf(int node) => _nodes[node].Address;

    /// <summary>Says that a weak table keeps a value as long as its key lives.</summary>
    public void AddDependent(ulong key, ulong value)
    {
        if (!_dependents.TryGetValue(key, out List<ulong>? values))
        {
            _dependents.Add(key, values = []);
        }

        values.Add(value);
    }

    public void AddRoot(HeapRoot root)
    {
        if (_seen.TryAdd(root.Object))
        {
            _roots.Add(root);
            _nodes.Add(new Node(root.Object, Root + _roots.Count - 1));
        }
    }

    /// <summary>Goes on until all that the roots keep alive was met.</summary>
    /// <param name="met">Told each object, its type, and its number.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public void Run(Action<int, ulong, TypeLayout> met, CancellationToken cancellationToken)
    {
        for (; _next < _nodes.Count; _next++)
        {
            if ((_next & 0xffff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            ulong address = _nodes[_next].Address;
            if (Layout(address) is not { } layout)
            {
                continue;
            }

            met(_next, address, layout);
            if (layout.HasReferences)
            {
                FollowReferences(address, layout);
            }

            if (_dependents.TryGetValue(address, out List<ulong>? values))
            {
                values.ForEach(Meet);
            }
        }
    }

    /// <summary>The objects from the root to this one, the root's first.</summary>
    public (HeapRoot Root, List<ulong> Path) PathTo(int node)
    {
        List<ulong> path = [];
        while (true)
        {
            path.Add(_nodes[node].Address);
            int parent = _nodes[node].Parent;
            if (parent < 0)
            {
                path.Reverse();
                return (_roots[parent - Root], path);
            }

            node = parent;
        }
    }

    /// <summary>The objects on the way, nearest first, without the object itself.</summary>
    public IEnumerable<ulong> Before(int node)
    {
        for (int parent = _nodes[node].Parent; parent >= 0; parent = _nodes[parent].Parent)
        {
            yield return _nodes[parent].Address;
        }
    }

    /// <summary>What is known of the type of an object, or null where none is.</summary>
    public TypeLayout? Layout(ulong address)
    {
        if (!_memory.TryReadPointer(address, out ulong table))
        {
            return null;
        }

        table &= ~7UL;
        if (table == _lastTable)
        {
            return _lastLayout;
        }

        if (!_layouts.TryGetValue(table, out TypeLayout? layout))
        {
            layout = TypeLayout.Of(_runtime, table, _runtime.DataTarget.DataReader);
            _layouts.Add(table, layout);
        }

        (_lastTable, _lastLayout) = (table, layout);
        return layout;
    }

    /// <summary>The loader allocator that keeps a type's code; 0 where it stays for good.</summary>
    public ulong LoaderAllocatorOf(ClrType type) =>
        type.LoaderAllocatorHandle is > 0 and ulong handle && _memory.TryReadPointer(handle, out ulong allocator) ? allocator : 0;

    private void FollowReferences(ulong address, TypeLayout layout)
    {
        byte* here = _memory.Find(address, out ulong available);
        ulong size = layout.BaseSize;
        if (layout.ElementSize != 0)
        {
            size += (ulong)Unsafe.ReadUnaligned<uint>(here + Word) * layout.ElementSize;
        }

        size = Math.Min((size + Word - 1) & ~(ulong)(Word - 1), available);
        foreach ((long offset, long length) in layout.Runs)
        {
            long end = Math.Min(offset + length + (long)size, (long)size);
            for (long at = offset; at + Word <= end; at += Word)
            {
                Meet(Unsafe.ReadUnaligned<ulong>(here + at));
            }
        }

        if (layout.Pattern.Length > 0)
        {
            FollowPattern(here, (long)size - Word, layout);
        }

        if (layout.LoaderAllocator != 0)
        {
            Meet(layout.LoaderAllocator);
        }
    }

    private void FollowPattern(byte* here, long end, TypeLayout layout)
    {
        long at = layout.PatternStart;
        while (at < end)
        {
            long before = at;
            foreach ((uint count, uint skip) in layout.Pattern)
            {
                for (uint i = 0; i < count && at + Word <= end + Word; i++, at += Word)
                {
                    Meet(Unsafe.ReadUnaligned<ulong>(here + at));
                }

                at += skip;
            }

            if (at == before)
            {
                return;
            }
        }
    }

    private void Meet(ulong address)
    {
        if (address != 0 && _seen.TryAdd(address))
        {
            _nodes.Add(new Node(address, _next));
        }
    }

    // A parent below zero is a root's number.
    private readonly record struct Node(ulong Address, int Parent);
}
