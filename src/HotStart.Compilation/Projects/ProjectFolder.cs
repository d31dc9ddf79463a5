using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>The files of a project's folder that can matter to its build, and those above it.</summary>
internal static class ProjectFolder
{
    private const int DeepestFolder = 32;

    private static readonly string[] _above =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "MSBuild.rsp", "Directory.Packages.props", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config", ".editorconfig", ".globalconfig",
    ];

    /// <summary>All files below, but those of bin, obj and hidden folders and what editors leave; full paths.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Below(new DirectoryInfo(folder), 0) : [];

    /// <summary>The settings that count in this folder and in those above it, whether or not they exist.</summary>
    public static IEnumerable<string> Settings(string folder)
    {
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            foreach (string name in _above)
            {
                yield return Path.Join(above, name);
            }
        }
    }

    private static IEnumerable<string> Below(DirectoryInfo folder, int depth)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo sub)
            {
                if (depth < DeepestFolder && sub.LinkTarget is null && !IgnoredFiles.IsHidden(sub.Name) && !IgnoredFiles.IsBuildOutput(sub.Name))
                {
                    foreach (string file in Below(sub, depth + 1))
                    {
                        yield return file;
                    }
                }
            }
            else if (!JunkNames.IsJunk(entry.Name) && !IgnoredFiles.IsTemporarySource(entry.Name))
            {
                yield return entry.FullName;
            }
        }
    }
}
