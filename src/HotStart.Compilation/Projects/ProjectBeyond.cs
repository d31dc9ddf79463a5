using System.Collections.Immutable;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>What has to be watched for a project outside of its own folder.</summary>
internal static class ProjectBeyond
{
    // What is not edited: their changes are seen at the next build.
    private static readonly string[] _tools = ["/.nuget/packages/", "/sdk/", "/sdk-manifests/", "/packs/"];

    public static Beyond Of(Artifact artifact, ImmutableArray<BuiltProject> projects, IEnumerable<string> imported, string workFolder, Func<FileEntry, bool>? isNewer = null)
    {
        string own = artifact.Kind == ArtifactKind.Project ? artifact.Root + Path.DirectorySeparatorChar : artifact.Path;
        string[] read = [.. imported];

        // One that failed early did not describe itself, but was read.
        IEnumerable<string> early = read.Where(i => ArtifactResolver.IsProject(i) && IsEdited(i)).Select(i => Path.GetDirectoryName(i)!);
        string[] folders = [.. ProjectInputs.Folders(artifact, projects).Concat(early).Distinct(StringComparer.Ordinal).Where(f => !$"{f}{Path.DirectorySeparatorChar}".StartsWith(own, StringComparison.Ordinal))];
        IEnumerable<string> files =
        [
            .. folders.Append(artifact.Root).SelectMany(ProjectFolder.Settings),
            .. projects.SelectMany(p => p.Sources),
            .. projects.SelectMany(p => p.OtherFiles),
            .. read.Where(IsEdited),
        ];
        return new Beyond(
            files.Where(f => !f.StartsWith(own, StringComparison.Ordinal) && !f.StartsWith(workFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)),
            folders,
            isNewer);
    }

    private static bool IsEdited(string imported) => !_tools.Any(t => imported.Replace('\\', '/').Contains(t, StringComparison.OrdinalIgnoreCase));
}
