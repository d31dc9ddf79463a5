namespace HotStart.Flow.Candidates;

/// <summary>The files whose change makes a project worth building again.</summary>
internal static class ProjectFiles
{
    private static readonly string[] AboveNames =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config"];

    /// <summary>
    /// All files below the project's folder but those in bin, obj and hidden folders, and the build settings in the
    /// folders above it; full paths, sorted.
    /// </summary>
    public static IReadOnlyList<string> List(string project)
    {
        string root = Path.GetDirectoryName(Path.GetFullPath(project))!;
        List<string> files = [];
        Add(root, isTop: true, files, 0);
        for (string? above = Path.GetDirectoryName(root); above is not null; above = Path.GetDirectoryName(above))
        {
            files.AddRange(AboveNames.Select(n => Path.Combine(above, n)).Where(File.Exists));
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Add(string folder, bool isTop, List<string> files, int depth)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (JunkNames.IsJunk(entry.Name))
            {
                continue;
            }

            if (entry is FileInfo)
            {
                files.Add(entry.FullName);
            }
            else if (!(isTop && entry.Name is ("bin" or "obj")) && entry.Name is not "node_modules"
                && depth < 32 && entry.LinkTarget is null)
            {
                Add(entry.FullName, isTop: false, files, depth + 1);
            }
        }
    }
}
