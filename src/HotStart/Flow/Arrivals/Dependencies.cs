using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HotStart.Flow.Arrivals;

/// <summary>Which files beside a DLL it needs: what its <c>.deps.json</c> names, else the assemblies it refers to.</summary>
internal static class Dependencies
{
    /// <summary>False where that cannot be read now.</summary>
    /// <param name="dll">The full path.</param>
    /// <param name="paths">Full paths; those from a deps.json need not exist.</param>
    public static bool TryBeside(string dll, out ImmutableArray<string> paths)
    {
        string folder = Path.GetDirectoryName(dll)!;
        string deps = Path.ChangeExtension(dll, ".deps.json");
        try
        {
            if (FileStamp.Of(deps).Exists)
            {
                DepsLook look = DepsLook.At(deps);
                paths = [.. look.FromProjects.Concat(look.FromPackages).Select(f => Path.Join(folder, f)).Where(p => p != dll)];
                return look.IsWhole;
            }

            HashSet<string> found = new(StringComparer.Ordinal) { dll };
            AddReferences(dll, folder, found);
            found.Remove(dll);
            paths = [.. found];
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Metadata may hold anything, and its reader answers with many types of exception.
            paths = [];
            return false;
        }
    }

    private static void AddReferences(string dll, string folder, HashSet<string> found)
    {
        List<string> added = [];
        using (FileStream stream = new(LinuxFile.OpenToLook(dll), FileAccess.Read))
        {
            using PEReader pe = new(stream);
            if (!pe.HasMetadata)
            {
                return;
            }

            MetadataReader metadata = pe.GetMetadataReader();
            foreach (AssemblyReferenceHandle handle in metadata.AssemblyReferences)
            {
                string path = Path.Join(folder, metadata.GetString(metadata.GetAssemblyReference(handle).Name) + ".dll");
                if (!found.Contains(path) && FileStamp.Of(path).Kind == FileStampKind.File)
                {
                    found.Add(path);
                    added.Add(path);
                }
            }
        }

        foreach (string path in added)
        {
            AddReferences(path, folder, found);
        }
    }
}
