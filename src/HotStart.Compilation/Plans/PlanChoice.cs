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
                $"{first.File}({first.Line},1): '#:{first.Kind} {first.Value}' is not understood here. Take it out, or make a project of the plugin.",
                first.File)
            : new Reason(
                ReasonCodes.BuildFailed,
                $"'{artifact.Path}' is built by the rules of '{BuildFiles.Nearest(artifact.Root)}', which are not understood here. Move the plugin out of that folder, or make a project of it.",
                artifact.Path);
    }
}
