using System.Collections.Concurrent;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Whether a plugin, or an assembly it brings, refers to what changes the execution context of its caller. Read from
/// metadata; what the framework does of its own accord when it is called is not seen.
/// </summary>
internal static class ContextUse
{
    private static readonly string[] _types = ["AsyncLocal`1", "ExecutionContext", "Activity", "ActivitySource", "TransactionScope"];
    private static readonly string[] _members = ["set_CurrentCulture", "set_CurrentUICulture", "set_CurrentPrincipal", "BeginScope"];

    /// <summary>By content: the assemblies that a plugin brings seldom change with it.</summary>
    private static readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public static bool In(StagedCopy staged) => Array.Exists(
        [.. staged.Files.Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))],
        f => staged.HashOf(f) is { } hash ? _known.GetOrAdd(hash, _ => In(staged.PathOf(f))) : In(staged.PathOf(f)));

    private static bool In(string path)
    {
        using PEReader pe = new(File.OpenRead(path));
        if (!pe.HasMetadata)
        {
            return false; // a native library
        }

        MetadataReader metadata = pe.GetMetadataReader();
        MetadataStringComparer text = metadata.StringComparer;
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
        {
            StringHandle name = metadata.GetTypeReference(handle).Name;
            if (Array.Exists(_types, t => text.Equals(name, t)))
            {
                return true;
            }
        }

        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            StringHandle name = metadata.GetMemberReference(handle).Name;
            if (Array.Exists(_members, m => text.Equals(name, m)))
            {
                return true;
            }
        }

        return false;
    }
}
