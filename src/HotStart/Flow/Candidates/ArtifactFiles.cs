using System.Collections.Immutable;

using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>Finds the files that belong to an artifact.</summary>
internal sealed class ArtifactFiles
{
    private const int MostFiles = 10_000;
    private const int DeepestFolder = 32;
    private const long MostBytes = 2L << 30;

    private readonly Artifact _artifact;
    private readonly List<SourceFile> _files = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _bytes;

    private ArtifactFiles(Artifact artifact) => _artifact = artifact;

    /// <summary>All files, sorted by ordinal; links are followed.</summary>
    /// <exception cref="ArtifactException">The artifact is missing, names files outside of it, or is unreasonably large.</exception>
    public static List<SourceFile> List(Artifact artifact)
    {
        ArtifactFiles files = new(artifact);
        files.AddAll();
        files._files.Sort(static (a, b) => string.CompareOrdinal(a.Relative, b.Relative));
        return files._files;
    }

    private void AddAll()
    {
        string main = Path.GetFileName(_artifact.Path);
        DepsFile? deps = Deps();
        if (_artifact.OwnsRoot)
        {
            AddFolder(_artifact.Root, "", 0);
            if (!_names.Contains(main))
            {
                throw ArtifactException.NotFound(_artifact.Path, $"'{_artifact.Path}' does not exist.");
            }

            return;
        }

        if (!TryAdd(main))
        {
            throw ArtifactException.NotFound(_artifact.Path, $"'{_artifact.Path}' does not exist.");
        }

        string stem = Path.GetFileNameWithoutExtension(main);
        TryAdd(stem + ".pdb");
        TryAdd(stem + ".deps.json");
        TryAdd(stem + ".runtimeconfig.json");
        foreach (DepsAsset asset in deps?.Assets ?? [])
        {
            _ = asset.Places.Any(TryAdd);
        }

        AddReferenced(main);
    }

    private DepsFile? Deps()
    {
        if (!DepsFile.TryRead(DepsFile.Beside(_artifact.Path), out DepsFile? deps, out Reason? problem))
        {
            return problem is null ? null : throw new ArtifactException(problem);
        }

        DepsAsset? outside = deps.Outside.FirstOrDefault();
        return outside is null ? deps : throw new ArtifactException(new Reason(
            ReasonCodes.PathOutside,
            $"'{DepsFile.Beside(_artifact.Path)}' names '{outside.Key}', which leads out of '{_artifact.Root}'. Nothing outside of a plugin's folder is loaded for it: build the plugin again.",
            DepsFile.Beside(_artifact.Path)));
    }

    // What a flat DLL refers to and finds beside it belongs to it, and so on through what that refers to.
    private void AddReferenced(string main)
    {
        Queue<string> open = new([main]);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (open.TryDequeue(out string? relative))
        {
            if (AssemblyImage.Read(Path.Combine(_artifact.Root, relative)).Image is not { } image)
            {
                continue;
            }

            foreach (AssemblyReferenceName reference in image.References)
            {
                string file = reference.Name + ".dll";
                if (!HostAssemblies.IsFramework(reference.Name) && seen.Add(reference.Name)
                    && file.AsSpan().IndexOfAny('/', '\\', '\0') < 0 && (_names.Contains(file) || TryAdd(file)))
                {
                    TryAdd(reference.Name + ".pdb");
                    open.Enqueue(file);
                }
            }
        }
    }

    private void AddFolder(string folder, string prefix, int depth)
    {
        if (depth > DeepestFolder)
        {
            throw TooLarge($"its folders are nested deeper than {DeepestFolder}");
        }

        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (JunkNames.IsJunk(entry.Name))
            {
                continue;
            }

            bool isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
            FileSystemInfo? real = isLink ? entry.ResolveLinkTarget(returnFinalTarget: true) : entry;
            if (real is FileInfo { Exists: true } file)
            {
                FileStamp stamp = FileStamp.Of(entry.FullName);
                if (stamp.Kind != FileStampKind.Other) // a pipe or socket holds nothing to copy
                {
                    Add(new SourceFile(prefix + entry.Name, entry.FullName, file.Length, stamp));
                }
            }
            else if (real is DirectoryInfo { Exists: true } sub && !(isLink && LeadsBack(sub.FullName)))
            {
                AddFolder(entry.FullName, $"{prefix}{entry.Name}/", depth + 1);
            }
        }
    }

    // A link to a folder above itself has no end.
    private bool LeadsBack(string target) =>
        $"{_artifact.Root}{Path.DirectorySeparatorChar}".StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private bool TryAdd(string relative)
    {
        if (_names.Contains(relative))
        {
            return true;
        }

        FileInfo file = new(Path.Combine(_artifact.Root, relative));
        if (file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }

        if (!file.Exists)
        {
            return false;
        }

        string path = Path.Combine(_artifact.Root, relative);
        Add(new SourceFile(relative, path, file.Length, FileStamp.Of(path)));
        return true;
    }

    private void Add(SourceFile file)
    {
        _names.Add(file.Relative);
        _files.Add(file);
        _bytes += file.Length;
        if (_files.Count > MostFiles || _bytes > MostBytes)
        {
            throw TooLarge($"it has more than {MostFiles} files or {MostBytes >> 20} MiB");
        }
    }

    private ArtifactException TooLarge(string how) => new(new Reason(
        ReasonCodes.Unreadable,
        $"'{_artifact.Root}' is no plugin's folder: {how}. Give the plugin a folder of its own, or name its DLL.",
        _artifact.Root));
}
