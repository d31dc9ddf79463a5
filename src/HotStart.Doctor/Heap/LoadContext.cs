using System.Globalization;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>A load context that can be unloaded, as found in memory.</summary>
internal sealed record LoadContext
{
    private const string PluginContextType = "HotStart.Flow.Candidates.PluginLoadContext";

    /// <summary>The object that lives as long as any of its code.</summary>
    public required ulong LoaderAllocator { get; init; }

    public required ulong Address { get; init; }

    /// <summary>As given to its constructor.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its unload was asked for.</summary>
    public required bool IsUnloading { get; init; }

    /// <summary>The plugin it was loaded for; null for one that is not HotStart's.</summary>
    public required string? PluginId { get; init; }

    public required int? Generation { get; init; }

    /// <summary>All that code can be unloaded from, one of each loader allocator.</summary>
    public static IEnumerable<LoadContext> All(ClrRuntime runtime, HeapSearch search)
    {
        HashSet<ulong> seen = [];
        foreach (ClrModule module in runtime.EnumerateModules())
        {
            if (TypeOf(runtime, module) is { IsCollectible: true } type
                && search.LoaderAllocatorOf(type) is > 0 and ulong allocator && seen.Add(allocator)
                && runtime.Heap.GetObject(type.AssemblyLoadContextAddress) is { Type: not null } context)
            {
                yield return Read(context, allocator);
            }
        }
    }

    private static ClrType? TypeOf(ClrRuntime runtime, ClrModule module)
    {
        foreach ((ulong table, _) in module.EnumerateTypeDefToMethodTableMap())
        {
            if (runtime.GetTypeByMethodTable(table) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    private static LoadContext Read(ClrObject context, ulong allocator)
    {
        context.TryReadStringField("_name", null, out string? name);
        context.TryReadField("_state", out int state);

        // HotStart names its contexts "plugin/generation".
        string? plugin = null;
        int number = 0;
        if (context.Type!.Name == PluginContextType && name?.LastIndexOf('/') is > 0 and int slash
            && int.TryParse(name.AsSpan(slash + 1), CultureInfo.InvariantCulture, out number))
        {
            plugin = name[..slash];
        }

        return new LoadContext
        {
            LoaderAllocator = allocator,
            Address = context.Address,
            Name = name ?? "(a load context without a name)",
            IsUnloading = state != 0,
            PluginId = plugin,
            Generation = plugin is null ? null : number,
        };
    }
}
