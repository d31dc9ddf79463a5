using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>Finds out what a path means: which DLL or project, and which files are its own.</summary>
internal static class ArtifactResolver
{
    private static readonly string[] ProjectEndings = [".csproj", ".fsproj", ".vbproj"];

    /// <summary>The artifact that a user names.</summary>
    /// <param name="path">A DLL, a C# file, a project, or a folder that holds one.</param>
    /// <exception cref="ArtifactException">There is none, there are several, or it cannot be read.</exception>
    public static Artifact Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            return Directory.Exists(full) ? ResolveFolder(full) : ResolveFile(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ArtifactException.Unreadable(full, e);
        }
    }

    /// <summary>Whether a file of this name in a plugin's folder is its project.</summary>
    public static bool IsProject(string fileName) =>
        ProjectEndings.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase) && !JunkNames.IsJunk(fileName);

    /// <summary>All plugins of a watched folder, sorted by path: DLLs and C# files in it, and subfolders that hold one or a project.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="ArtifactException">The folder is missing or cannot be read.</exception>
    public static IReadOnlyList<ArtifactFinding> Scan(string folder)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            List<ArtifactFinding> findings = [];
            foreach (string dll in FolderDlls.PluginsIn(root))
            {
                findings.Add(new ArtifactFinding(dll, Flat(dll), null));
            }

            foreach (string file in Directory.EnumerateFiles(root))
            {
                if (SourceFiles.IsSource(Path.GetFileName(file.AsSpan())))
                {
                    findings.Add(new ArtifactFinding(file, Source(file), null));
                }
            }

            // Enumerates links to folders as folders, dangling links as neither.
            foreach (string sub in Directory.EnumerateDirectories(root))
            {
                if (!JunkNames.IsJunk(Path.GetFileName(sub.AsSpan())) && Look(sub) is { } finding)
                {
                    findings.Add(finding);
                }
            }

            findings.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
            return findings;
        }
        catch (DirectoryNotFoundException)
        {
            throw ArtifactException.NotFound(root, $"The folder '{root}' does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ArtifactException.Unreadable(root, e);
        }
    }

    private static ArtifactFinding? Look(string folder)
    {
        try
        {
            return InFolder(folder) is { } artifact ? new ArtifactFinding(folder, artifact, null) : null;
        }
        catch (DirectoryNotFoundException)
        {
            return null; // deleted since it was listed
        }
        catch (ArtifactException e)
        {
            return new ArtifactFinding(folder, null, e.Reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ArtifactFinding(folder, null, ArtifactException.Unreadable(folder, e).Reason);
        }
    }

    private static Artifact Flat(string dll) =>
        new(ArtifactKind.Assembly, dll, Path.GetDirectoryName(dll)!, OwnsRoot: false);

    private static Artifact Source(string file) =>
        new(ArtifactKind.Source, file, Path.GetDirectoryName(file)!, OwnsRoot: false);

    private static Artifact ResolveFile(string file)
    {
        string ending = Path.GetExtension(file);
        bool isDll = ending.Equals(".dll", StringComparison.OrdinalIgnoreCase);
        bool isProject = ProjectEndings.Contains(ending, StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(file))
        {
            throw ArtifactException.NotFound(file, $"'{file}' does not exist.{Nearest(file)}");
        }

        if (FileStamp.Of(file).Kind != FileStampKind.File)
        {
            throw ArtifactException.NotFound(file, $"'{file}' is no regular file but a pipe, a socket or a device, which may never end. Name a file.");
        }

        return isDll ? Flat(file)
            : SourceFiles.IsSource(Path.GetFileName(file.AsSpan())) ? Source(file)
            : isProject ? new Artifact(ArtifactKind.Project, file, Path.GetDirectoryName(file)!, OwnsRoot: true)
            : throw ArtifactException.NotFound(
                file, $"'{file}' is neither a DLL nor C# source (.cs) nor a project (.csproj), and not a folder that holds one. Name one of these.");
    }

    private static Artifact ResolveFolder(string folder) => InFolder(folder)
        ?? throw ArtifactException.NotFound(folder, $"'{folder}' holds neither a DLL nor C# source (.cs) nor a project (.csproj). Put the plugin into it, or name another folder.");

    private static Artifact? InFolder(string folder)
    {
        string[] projects = [.. Directory.EnumerateFiles(folder)
            .Where(f => IsProject(Path.GetFileName(f)))
            .Order(StringComparer.Ordinal)];
        return projects.Length > 1
                ? throw ArtifactException.NotFound(
                    folder, $"'{folder}' holds {projects.Length} projects: {FolderDlls.Names(projects)}. Name the one that is meant.")
            : projects.Length == 1 ? new Artifact(ArtifactKind.Project, projects[0], folder, OwnsRoot: true)
            : FolderDlls.Main(folder) is { } main ? new Artifact(ArtifactKind.Assembly, main, folder, OwnsRoot: true)
            : SourceFiles.AnyIn(folder) ? new Artifact(ArtifactKind.Source, folder, folder, OwnsRoot: true)
            : null;
    }

    private static string Nearest(string file)
    {
        string? folder = Path.GetDirectoryName(file);
        if (!Directory.Exists(folder))
        {
            return $" Its folder '{folder}' does not exist either.";
        }

        string[] others = [.. Directory.EnumerateFiles(folder, "*" + Path.GetExtension(file)).Take(6).Order(StringComparer.Ordinal)];
        return others.Length == 0 ? "" : $" In its folder there is: {FolderDlls.Names(others)}.";
    }
}
