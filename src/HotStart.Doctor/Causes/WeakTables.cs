using HotStart.Doctor.Chains;
using HotStart.Doctor.Heap;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Causes;

/// <summary>Finds the weak table that an entry belongs to, and the static field that holds the table.</summary>
internal sealed class WeakTables(ClrRuntime runtime, Sights sights, ChainReader reader)
{
    private readonly Lazy<Dictionary<ulong, int>> _nodeOfHandle = new(() => Read(runtime, sights));
    private readonly Lazy<List<ClrHandle>> _handles =
        new(() => [.. runtime.EnumerateHandles().Where(h => h.HandleKind == ClrHandleKind.Dependent)]);

    public ChainLink? FieldOf(ulong key, ulong value)
    {
        ClrHandle? handle = _handles.Value.Find(h => h.Object.Address == key && h.Dependent.Address == value);
        return handle is not null && _nodeOfHandle.Value.TryGetValue(handle.Address, out int node)
            ? reader.Read(node).Links.LastOrDefault(l => l.Edge is EdgeKind.StaticField)
            : null;
    }

    private static Dictionary<ulong, int> Read(ClrRuntime runtime, Sights sights)
    {
        Dictionary<ulong, int> nodes = [];
        foreach ((ulong address, int node) in sights.WeakTables)
        {
            if (!runtime.Heap.GetObject(address).TryReadObjectField("_entries", out ClrObject entries) || !entries.IsArray)
            {
                continue;
            }

            ClrArray array = entries.AsArray();
            ClrInstanceField? handle = entries.Type?.ComponentType?.Fields.FirstOrDefault(f => f.Name == "depHnd");
            for (int i = 0; handle is not null && i < array.Length; i++)
            {
                ulong at = entries.Type!.GetArrayElementAddress(entries.Address, i) + (ulong)handle.Offset;
                if (runtime.DataTarget.DataReader.ReadPointer(at, out ulong value) && value > 1)
                {
                    nodes.TryAdd(value, node);
                }
            }
        }

        return nodes;
    }
}
