using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>What the search must know of one type: where its references lie, and whose code it is.</summary>
internal sealed class TypeLayout
{
    private const int Word = sizeof(ulong);

    public required ClrType? Type { get; init; }

    /// <summary>The size without elements.</summary>
    public required uint BaseSize { get; init; }

    public required uint ElementSize { get; init; }

    /// <summary>Runs of references: where they begin, and their length less the size of the object.</summary>
    public required (long Offset, long Length)[] Runs { get; init; }

    /// <summary>For arrays of structures: how many references follow each other, then how many bytes to skip, again and again.</summary>
    public required (uint Count, uint Skip)[] Pattern { get; init; }

    /// <summary>Where the pattern begins.</summary>
    public required long PatternStart { get; init; }

    /// <summary>The loader allocator that every object of the type keeps alive; 0 where the code cannot be unloaded.</summary>
    public required ulong LoaderAllocator { get; init; }

    /// <summary>Whether the table that finds the values of weak tables must be asked.</summary>
    public bool HasReferences => Runs.Length > 0 || Pattern.Length > 0 || LoaderAllocator != 0;

    public static TypeLayout Of(ClrRuntime runtime, ulong methodTable, IMemoryReader memory)
    {
        ClrType? type = runtime.GetTypeByMethodTable(methodTable);
        if (type is null)
        {
            return new TypeLayout { Type = null, BaseSize = 0, ElementSize = 0, Runs = [], Pattern = [], PatternStart = 0, LoaderAllocator = 0 };
        }

        ulong handle = type.IsCollectible ? type.LoaderAllocatorHandle : 0;
        (long, long)[] runs = [];
        (uint, uint)[] pattern = [];
        long start = 0;
        if (type.ContainsPointers)
        {
            // The description of references lies before the method table, and is read backwards.
            long count = memory.Read<long>(methodTable - Word);
            if (count > 0)
            {
                runs = [.. Enumerable.Range(1, (int)count).Select(i => Run(methodTable - Word - ((ulong)i * 2 * Word)))];
            }
            else if (count < 0)
            {
                start = memory.Read<long>(methodTable - (2 * Word));
                pattern = [.. Enumerable.Range(0, (int)-count).Select(i => Item(methodTable - (3 * Word) - ((ulong)i * Word)))];
            }
        }

        return new TypeLayout
        {
            Type = type,
            BaseSize = memory.Read<uint>(methodTable + 4),
            ElementSize = (uint)type.ComponentSize,
            Runs = runs,
            Pattern = pattern,
            PatternStart = start,
            LoaderAllocator = handle == 0 ? 0 : memory.ReadPointer(handle),
        };

        (long, long) Run(ulong at) => (memory.Read<long>(at + Word), memory.Read<long>(at));

        (uint, uint) Item(ulong at) => (memory.Read<uint>(at), memory.Read<uint>(at + 4));
    }
}
