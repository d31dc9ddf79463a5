using System.Collections.Immutable;
using HotStart.Compilation.Plans;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HotStart.Compilation.Projects;

/// <summary>
/// Plans for projects, and for C# files whose directives ask for more than a compiler: MSBuild says how they are compiled,
/// by building them once. That build is the first result, too.
/// </summary>
internal sealed class ProjectPlans(PluginHostOptions options) : PlanSource
{
    private const int MostBuilds = 3;

    public override bool Covers(Artifact artifact, ImmutableArray<Directive> directives) => artifact.Kind switch
    {
        ArtifactKind.Project => artifact.Path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase),
        ArtifactKind.Source => !artifact.IsSourceFolder,
        _ => false,
    };

    public override async Task<PlanResult> PlanAsync(
        Artifact artifact, ImmutableArray<Directive> directives, string workFolder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(workFolder);
        string[] properties = artifact.Kind == ArtifactKind.Source && IsLibraryWithoutSaying(artifact.Path, directives, cancellationToken) ? ["OutputType=Library"] : [];
        for (int i = 1; ; i++)
        {
            PlanBuild build = new(artifact.Path, workFolder, options);
            ImmutableArray<Reason> errors = await build.RunAsync(properties, cancellationToken).ConfigureAwait(false);
            if (!errors.IsEmpty)
            {
                return PlanResult.Refused(errors) with { Warnings = build.Warnings, Beyond = ProjectBeyond.Of(artifact, build.Projects, build.Imported, workFolder, build.IsNewer) };
            }

            ImmutableArray<BuiltProject> chain = ProjectOrder.Of(build.Projects, build.MainFile!);
            CompilePlan plan = Plan(artifact, build, chain, workFolder);
            bool isTorn = plan.Inputs.Any(p => File.Exists(p.Path) && build.IsNewer(new(p.Path, FileStamp.Of(p.Path))))
                || chain.SelectMany(p => p.Sources).Any(s => !File.Exists(s));
            if (!isTorn)
            {
                return PlanResult.Of(plan) with { Warnings = build.Warnings, Beyond = ProjectBeyond.Of(artifact, build.Projects, build.Imported, workFolder) };
            }

            if (i == MostBuilds)
            {
                throw new TornArtifactException(artifact.Path, $"its files kept changing while it was built {MostBuilds} times");
            }
        }
    }

    private static CompilePlan Plan(Artifact artifact, PlanBuild build, ImmutableArray<BuiltProject> chain, string workFolder) =>
        PlanOf(chain[^1], build, build.MainFile!) with
        {
            BesideFolder = Path.GetDirectoryName(build.MainFile),
            Inputs = ProjectInputs.Of(artifact, build.Projects, chain, build.Imported, workFolder),
            Referenced = [.. chain[..^1].Select(p => new ReferencedPlan(p.Path, PlanOf(p, build, p.Target), p.Places))],
        };

    private static CompilePlan PlanOf(BuiltProject project, PlanBuild build, string dll) => new()
    {
        AssemblyName = project.Name,
        BaseFolder = project.Folder,
        Arguments = project.Arguments,

        // A source that was saved during the build may or may not be in what was built: it counts as changed.
        Made = new MadeBefore(dll, [.. project.Sources.Select(s => new FileEntry(s, FileStamp.Of(s))).Select(f => build.IsNewer(f) ? new(f.Path, FileStamp.Missing) : f)]),
    };

    /// <summary>A plugin needs no main program; <c>dotnet build</c> wants to be told so.</summary>
    private static bool IsLibraryWithoutSaying(string file, ImmutableArray<Directive> directives, CancellationToken cancellationToken) =>
        !directives.Any(d => d.Kind == "property" && d.Value.StartsWith("OutputType", StringComparison.OrdinalIgnoreCase))
        && CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("FileBasedProgram", "true")]), cancellationToken: cancellationToken)
            .GetRoot(cancellationToken) is CompilationUnitSyntax unit
        && !unit.Members.Any(SyntaxKind.GlobalStatement);
}
