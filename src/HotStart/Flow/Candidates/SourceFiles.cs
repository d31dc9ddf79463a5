using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>The C# files of a plugin folder that has no project.</summary>
internal static class SourceFiles
{
    private const int DeepestFolder = 16;

    public static bool IsSource(ReadOnlySpan<char> fileName) =>
        fileName.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !IsJunk(fileName);

    /// <summary>Whether the folder itself holds a C# file.</summary>
    public static bool AnyIn(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder).Any(f => IsSource(Path.GetFileName(f.AsSpan())));

    /// <summary>All C# files of a folder and below it but pipes and those of bin, obj and hidden folders; full paths, sorted by ordinal.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        List<string> files = [];
        Add(new DirectoryInfo(folder), files, 0);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Add(DirectoryInfo folder, List<string> files, int depth)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo sub)
            {
                if (depth < DeepestFolder && sub.LinkTarget is null && !IsJunk(sub.Name) && !IgnoredFiles.IsBuildOutput(sub.Name))
                {
                    Add(sub, files, depth + 1);
                }
            }
            else if (IsSource(entry.Name) && FileStamp.Of(entry.FullName).Kind == FileStampKind.File)
            {
                files.Add(entry.FullName);
            }
        }
    }

    private static bool IsJunk(ReadOnlySpan<char> name) => JunkNames.IsJunk(name) || IgnoredFiles.IsTemporary(name);
}
