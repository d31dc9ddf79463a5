using System.Collections.Immutable;
using HotStart.Compilation.Projects;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Plans;

/// <summary>Chooses who makes the plan: the first that knows such artifacts, cheapest first.</summary>
internal sealed class PlanChoice(PluginHostOptions options)
{
    private readonly ImmutableArray<PlanSource> _sources = [new DefaultPlans(options), new ProjectPlans(options)];

    /// <summary>Whether somebody knows artifacts that say all about themselves in their project.</summary>
    public bool Covers(Artifact artifact) => _sources.Any(s => s.Covers(artifact, []));

    /// <summary>A plan by the one who knows such artifacts.</summary>
    public Task<PlanResult> PlanAsync(
        Artifact artifact, ImmutableArray<Directive> directives, string workFolder, CancellationToken cancellationToken)
    {
        PlanSource? source = _sources.FirstOrDefault(s => s.Covers(artifact, directives));
        return source is not null
            ? source.PlanAsync(artifact, directives, workFolder, cancellationToken)
            : Task.FromResult(PlanResult.Refused(Nobody(artifact, directives)));
    }

    private static Reason Nobody(Artifact artifact, ImmutableArray<Directive> directives)
    {
        Directive? first = directives.FirstOrDefault(d => !d.IsLibraryOutput);
        return first is not null
            ? new Reason(
                ReasonCodes.BuildFailed,
                $"{first.File}({first.Line},1): '#:{first.Kind} {first.Value}' is understood in a plugin of one C# file only, not in a folder of them. Take the line out, make one file of the plugin, or put a project (.csproj) into its folder that says the same.",
                first.File)
            : new Reason(
                ReasonCodes.BuildFailed,
                $"'{artifact.Path}' is built by the rules of '{BuildFiles.Nearest(artifact.Root)}', which do not reach a folder of C# files without a project. Put a project (.csproj) into it, or an empty file of that name (<Project />) where those rules are not meant.",
                artifact.Path);
    }
}
