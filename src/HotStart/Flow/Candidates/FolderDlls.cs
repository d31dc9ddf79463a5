using System.Collections.Concurrent;
using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>Tells plugins from their dependencies among the DLLs of one folder.</summary>
internal static class FolderDlls
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, Known>> Seen = new(StringComparer.Ordinal);

    private sealed record Known(long Length, DateTime Written, DateTime DepsWritten, IReadOnlyCollection<string> Needs);

    /// <summary>The main DLL of a plugin's own folder, or null where it holds none.</summary>
    /// <exception cref="ArtifactException">Several could be meant.</exception>
    public static string? Main(string folder)
    {
        List<FileInfo> dlls = List(folder);
        if (dlls.Count == 0)
        {
            return null;
        }

        string wanted = Path.GetFileName(folder) + ".dll";
        FileInfo? named = dlls.Find(d => d.Name == wanted)
            ?? dlls.Find(d => d.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        if (named is not null || dlls.Count == 1)
        {
            return (named ?? dlls[0]).FullName;
        }

        List<FileInfo> described = dlls.FindAll(d => File.Exists(DepsFile.Beside(d.FullName)));
        if (described.Count == 1)
        {
            return described[0].FullName;
        }

        string[] free = [.. Roots(folder, dlls, managedOnly: true).Order(StringComparer.Ordinal)];
        return free.Length switch
        {
            1 => free[0],
            _ => throw ArtifactException.NotFound(
                folder,
                $"It is not clear which DLL in '{folder}' is the plugin: {Names(free.Length > 0 ? free : dlls.Select(d => d.FullName))}. Name it '{wanted}', or name the DLL itself."),
        };
    }

    /// <summary>The DLLs in a folder of plugins that are no other's dependency.</summary>
    public static IEnumerable<string> PluginsIn(string folder) => Roots(folder, List(folder), managedOnly: false);

    public static string Names(IEnumerable<string> paths)
    {
        string[] names = [.. paths.Select(p => Path.GetFileName(p))];
        return names.Length <= 10 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(10))} and {names.Length - 10} more";
    }

    private static List<FileInfo> List(string folder)
    {
        List<FileInfo> dlls = [];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (file.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
                && !file.Name.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)
                && !JunkNames.IsJunk(file.Name)
                && !Path.GetFileNameWithoutExtension(file.Name.AsSpan()).Equals("HotStart.Abstractions", StringComparison.OrdinalIgnoreCase)
                && !Path.GetFileNameWithoutExtension(file.Name.AsSpan()).Equals("HotStart", StringComparison.OrdinalIgnoreCase)
                && Target(file) is { } target)
            {
                dlls.Add(target);
            }
        }

        return dlls;
    }

    // Size and time of a link are the link's own: what counts is the file it leads to, under the link's name. Pipes are none.
    private static FileInfo? Target(FileInfo file) =>
        FileStamp.Of(file.FullName).Kind == FileStampKind.File ? file : null;

    private static List<string> Roots(string folder, List<FileInfo> dlls, bool managedOnly)
    {
        if (dlls.Count == 1 && !managedOnly)
        {
            return [dlls[0].FullName];
        }

        Seen.TryGetValue(folder, out Dictionary<string, Known>? before);
        Dictionary<string, Known> now = new(dlls.Count, StringComparer.Ordinal);
        Dictionary<string, int> neededBy = new(StringComparer.OrdinalIgnoreCase);
        List<string> roots = [];
        foreach (FileInfo dll in dlls)
        {
            Known known = Look(dll, before);
            now[dll.Name] = known;
            foreach (string need in known.Needs)
            {
                if (!need.Equals(Path.GetFileNameWithoutExtension(dll.Name), StringComparison.OrdinalIgnoreCase))
                {
                    neededBy[need] = neededBy.GetValueOrDefault(need) + 1;
                }
            }
        }

        Seen[folder] = now;
        foreach (FileInfo dll in dlls)
        {
            if (!neededBy.ContainsKey(Path.GetFileNameWithoutExtension(dll.Name)) && !(managedOnly && NativeFile.IsNative(dll.FullName)))
            {
                roots.Add(dll.FullName);
            }
        }

        return roots;
    }

    private static Known Look(FileInfo dll, Dictionary<string, Known>? before)
    {
        FileSystemInfo real = (dll.Attributes & FileAttributes.ReparsePoint) == 0
            ? dll
            : dll.ResolveLinkTarget(returnFinalTarget: true) ?? dll;
        long length = real is FileInfo { Exists: true } file ? file.Length : -1;
        string deps = DepsFile.Beside(dll.FullName);
        DateTime depsWritten = File.GetLastWriteTimeUtc(deps);
        if (before is not null && before.TryGetValue(dll.Name, out Known? known)
            && known.Length == length && known.Written == real.LastWriteTimeUtc && known.DepsWritten == depsWritten)
        {
            return known;
        }

        HashSet<string> needs = new(StringComparer.OrdinalIgnoreCase);
        if (AssemblyImage.Read(dll.FullName).Image is { } image)
        {
            needs.UnionWith(image.References.Select(r => r.Name));
        }

        if (DepsFile.TryRead(deps, out DepsFile? described, out _))
        {
            needs.UnionWith(described.Assets.Select(a => Path.GetFileNameWithoutExtension(a.FileName)));
        }

        return new Known(length, real.LastWriteTimeUtc, depsWritten, needs);
    }
}
