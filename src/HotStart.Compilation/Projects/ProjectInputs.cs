using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Projects;

/// <summary>All that a plan of a project was made from. What only the compiler reads, sources that is, is left out.</summary>
internal static class ProjectInputs
{
    /// <param name="artifact">The project, or the C# file.</param>
    /// <param name="projects">All projects of the build.</param>
    /// <param name="compiled">Those of them that are compiled in this process.</param>
    /// <param name="imported">What MSBuild read.</param>
    /// <param name="workFolder">Where the build wrote: nothing there counts.</param>
    public static ImmutableArray<PlanInput> Of(
        Artifact artifact,
        ImmutableArray<BuiltProject> projects,
        ImmutableArray<BuiltProject> compiled,
        IEnumerable<string> imported,
        string workFolder)
    {
        string[] folders = Folders(artifact, projects);
        HashSet<string> sources = new(compiled.SelectMany(p => p.Sources), StringComparer.Ordinal);
        IEnumerable<string> files =
        [
            .. folders.SelectMany(ProjectFolder.Files),
            .. folders.Append(artifact.Root).SelectMany(ProjectFolder.Settings),
            .. projects.SelectMany(p => p.OtherFiles),
            .. projects.SelectMany(p => p.Sources),
            .. imported,
        ];
        return
        [
            .. artifact.Kind == ArtifactKind.Source ? new[] { PlanInput.Names(artifact.Path, Directives) } : [],
            .. folders.Select(f => PlanInput.Names(f, ProjectFolder.Files)),
            .. files.Where(f => !sources.Contains(f) && !f.StartsWith(workFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Select(PlanInput.File),
        ];
    }

    /// <summary>The folders whose files a project takes without naming them.</summary>
    public static string[] Folders(Artifact artifact, ImmutableArray<BuiltProject> projects) =>
    [
        .. projects.Where(p => File.Exists(p.Path)).Select(p => p.Folder)
            .Concat(artifact.Kind == ArtifactKind.Project ? [artifact.Root] : [])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether one of them was written after the build began, as the stamp of a file says.</summary>
    public static bool AnyIsNewer(IEnumerable<string> files, FileStamp began) =>
        files.Select(f => FileStamp.Of(f)).Any(s => s.Kind == FileStampKind.File && Math.Max(s.Changed, s.Modified) > Math.Max(began.Changed, began.Modified));

    private static IEnumerable<string> Directives(string file) =>
        File.Exists(file) ? DirectiveReader.Read(file).Select(d => $"{d.Kind} {d.Value}") : [];
}
