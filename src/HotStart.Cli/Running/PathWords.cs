namespace HotStart.Cli.Running;

/// <summary>What a path that was typed looks like before anything is opened.</summary>
internal static class PathWords
{
    /// <summary>The project that is meant, or null where it is none.</summary>
    public static string? Project(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsProjectFile(full) && File.Exists(full))
        {
            return full;
        }

        string[] projects = Directory.Exists(full) ? [.. Directory.EnumerateFiles(full).Where(IsProjectFile).Take(2)] : [];
        return projects.Length == 1 ? projects[0] : null;
    }

    /// <summary>The folder whose files are compiled, or null where the path is a DLL, one file, or a folder that holds DLLs.</summary>
    public static string? SourceFolder(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Project(full) is { } project ? Path.GetDirectoryName(project)
            : Directory.Exists(full) && Directory.EnumerateFiles(full, "*.cs").Any() && !Directory.EnumerateFiles(full, "*.dll").Any() ? full
            : null;
    }

    /// <summary>What is being done with such a path while a person waits.</summary>
    public static string Doing(string path) =>
        Project(path) is not null ? "building" : path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || SourceFolder(path) is not null ? "compiling" : "loading";

    /// <summary>The last part of a path.</summary>
    public static string Name(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <summary>The id of a plugin whose code cannot be asked for it.</summary>
    public static string Id(string path) => Directory.Exists(path) ? Name(path) : Path.GetFileNameWithoutExtension(Name(path));

    private static bool IsProjectFile(string path) => Path.GetExtension(path) is ".csproj" or ".fsproj" or ".vbproj";
}
