using HotStart.Doctor.Chains;
using HotStart.Doctor.Heap;
using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Causes;

/// <summary>What is known of the whole process and helps to name things.</summary>
internal sealed class DiagnosisContext(
    HeapSearch search, IReadOnlyDictionary<ulong, LoadContext> contexts, IReadOnlyDictionary<int, string> threadNames, WeakTables tables, EventNames events)
{
    public EventNames Events { get; } = events;

    /// <summary>The plugin that a type belongs to, or null where it is the host's.</summary>
    public string? ContextOf(ClrType type)
    {
        if (!type.IsCollectible || !contexts.TryGetValue(search.LoaderAllocatorOf(type), out LoadContext? context))
        {
            return null;
        }

        return context.PluginId is null ? $"load context '{context.Name}'" : $"{context.PluginId} generation {context.Generation}";
    }

    /// <summary>A thread by its name, if it has one, and its numbers.</summary>
    public string Thread(ClrThread? thread) =>
        thread is null ? "a thread"
        : threadNames.TryGetValue(thread.ManagedThreadId, out string? name) ? $"thread '{name}' ({thread.ManagedThreadId}, OS {thread.OSThreadId})"
        : $"thread {thread.ManagedThreadId} (OS {thread.OSThreadId})";

    /// <summary>The static field that holds the weak table which ties two objects, or null.</summary>
    public ChainLink? WeakTable(ClrObject key, ClrObject value) => tables.FieldOf(key.Address, value.Address);
}
