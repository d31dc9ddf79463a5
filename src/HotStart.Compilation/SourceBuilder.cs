using System.Collections.Concurrent;
using System.Collections.Immutable;
using HotStart.Compilation.Compiling;
using HotStart.Compilation.Plans;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation;

/// <summary>Builds C# source in this process. HotStart finds it by its name.</summary>
internal sealed class SourceBuilder : ArtifactBuilder
{
    private readonly PlanChoice _plans;
    private readonly WarmCompiler _compiler;
    private readonly PlanChain _chain;
    private readonly ConcurrentDictionary<string, PlanResult> _known = new(StringComparer.Ordinal);

    public SourceBuilder(PluginHostOptions options)
    {
        _plans = new PlanChoice(options);
        _compiler = new WarmCompiler(options.Compiler, options.TimeProvider);
        _chain = new PlanChain(_compiler);
    }

    public override bool CanBuild(Artifact artifact) => artifact.Kind == ArtifactKind.Source || _plans.Covers(artifact);

    public override async Task<BuildResult> BuildAsync(Artifact artifact, string outputFolder, CancellationToken cancellationToken)
    {
        PlanResult plan = await PlanAsync(artifact, outputFolder, cancellationToken).ConfigureAwait(false);
        if (plan.Plan is null)
        {
            return new BuildResult(null, plan.Errors, plan.Warnings) { Beyond = plan.Beyond };
        }

        BuildResult built = await _chain.BuildAsync(artifact.Path, plan.Plan, outputFolder, cancellationToken).ConfigureAwait(false);
        return built with { Warnings = [.. plan.Warnings, .. built.Warnings], Beyond = plan.Beyond };
    }

    public override void Dispose() => _compiler.Dispose();

    private async Task<PlanResult> PlanAsync(Artifact artifact, string outputFolder, CancellationToken cancellationToken)
    {
        // One without inputs is so cheap that it is made each time.
        if (_known.TryGetValue(artifact.Path, out PlanResult? known) && known.Plan is { Inputs.IsEmpty: false } plan && plan.IsCurrent())
        {
            return known;
        }

        ImmutableArray<Directive> directives = artifact.Kind != ArtifactKind.Source ? []
            : artifact.IsSourceFolder ? [.. SourceFiles.In(artifact.Path).SelectMany(f => DirectiveReader.Read(f))]
            : DirectiveReader.Read(artifact.Path);
        PlanResult made = await _plans.PlanAsync(artifact, directives, Path.Join(outputFolder, "plan"), cancellationToken).ConfigureAwait(false);
        _known[artifact.Path] = made;
        return made;
    }
}
