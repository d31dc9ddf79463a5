using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>Objects worth remembering that the search came across, by type.</summary>
internal sealed class Sights
{
    public const string Thread = "System.Threading.Thread";
    public const string Generation = "HotStart.Flow.Generations.Generation";
    private const string WeakTable = "System.Runtime.CompilerServices.ConditionalWeakTable<";

    private readonly Dictionary<TypeLayout, List<ulong>?> _byLayout = [];

    /// <summary>The inner parts of weak tables, which hold their entries, and where the search met them.</summary>
    public List<(ulong Address, int Node)> WeakTables { get; } = [];

    public List<ulong> Threads { get; } = [];

    public List<ulong> Generations { get; } = [];

    public void Note(int node, ulong address, TypeLayout layout)
    {
        if (!_byLayout.TryGetValue(layout, out List<ulong>? list))
        {
            _byLayout.Add(layout, list = ListFor(layout.Type));
        }

        list?.Add(address);
        if (list == _containers)
        {
            WeakTables.Add((address, node));
        }
    }

    /// <summary>The names that threads were given, by their managed ids.</summary>
    public Dictionary<int, string> ThreadNames(ClrHeap heap)
    {
        Dictionary<int, string> names = [];
        foreach (ulong address in Threads)
        {
            ClrObject thread = heap.GetObject(address);
            if (thread.TryReadField("_managedThreadId", out int id) && thread.TryReadStringField("_name", 200, out string? name) && name is not null)
            {
                names.TryAdd(id, name);
            }
        }

        return names;
    }

    private readonly List<ulong> _containers = [];

    private List<ulong>? ListFor(ClrType? type) => type?.Name switch
    {
        Thread => Threads,
        Generation => Generations,
        { } name when name.StartsWith(WeakTable, StringComparison.Ordinal) && name.EndsWith("+Container", StringComparison.Ordinal) => _containers,
        _ => null,
    };
}
