using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HotStart.Flow.Candidates.RunOnce;

/// <summary>
/// Tells the runtime to compile what runs once without optimising it, by the flag that <c>[MethodImpl(NoOptimization)]</c>
/// sets. Code that can be unloaded has no tiers: without the mark each such method is optimised at length to run once.
/// </summary>
internal static class RunOnceMarks
{
    private const int FlagsInRow = sizeof(int);

    /// <summary>Writes the marks into a copy that nobody has loaded yet. A file that cannot be read stays as it is.</summary>
    public static void Write(string dll, ImmutableArray<RunOnceRule> rules)
    {
        using FileStream file = new(dll, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        List<(int Offset, byte Flags)> marks;
        try
        {
            using PEReader pe = new(file, PEStreamOptions.LeaveOpen | PEStreamOptions.PrefetchMetadata);
            marks = Find(pe, rules);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException or UnauthorizedAccessException))
        {
            return; // no assembly, or a damaged one: the checks say so, with reasons
        }

        foreach ((int offset, byte flags) in marks)
        {
            RandomAccess.Write(file.SafeFileHandle, [flags], offset);
        }
    }

    private static List<(int Offset, byte Flags)> Find(PEReader pe, ImmutableArray<RunOnceRule> rules)
    {
        List<(int, byte)> marks = [];
        MetadataReader metadata = pe.GetMetadataReader();
        int table = pe.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.MethodDef);
        int row = metadata.GetTableRowSize(TableIndex.MethodDef);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            TypeDefinition type = metadata.GetTypeDefinition(handle);
            TypeDefinition outermost = Outermost(metadata, type);
            foreach (RunOnceRule rule in rules)
            {
                if (rule.MethodsOf(metadata, type, outermost) is not { } isMeant)
                {
                    continue;
                }

                foreach (MethodDefinitionHandle method in type.GetMethods())
                {
                    MethodDefinition definition = metadata.GetMethodDefinition(method);
                    if (IsOpen(definition) && isMeant(metadata.GetString(definition.Name)))
                    {
                        int offset = table + ((MetadataTokens.GetRowNumber(method) - 1) * row) + FlagsInRow;
                        marks.Add((offset, (byte)((int)definition.ImplAttributes | (int)MethodImplAttributes.NoOptimization)));
                    }
                }
            }
        }

        return marks;
    }

    // Has code, and its author has not said how it is to be compiled.
    private static bool IsOpen(MethodDefinition method) => method.RelativeVirtualAddress != 0
        && (method.ImplAttributes & (MethodImplAttributes.AggressiveOptimization | MethodImplAttributes.NoOptimization)) == 0;

    private static TypeDefinition Outermost(MetadataReader metadata, TypeDefinition type)
    {
        while (type.IsNested)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return type;
    }
}
