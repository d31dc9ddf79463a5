using System.Collections.Immutable;
using HotStart.Flow.Candidates;

namespace HotStart.Compilation.Plans;

/// <summary>
/// Plans for C# that says nothing about its build: what <c>dotnet build hello.cs -c Release</c> would do, without asking
/// MSBuild.
/// </summary>
internal sealed class DefaultPlans(PluginHostOptions options) : PlanSource
{
    private static readonly ImmutableArray<string> _settings =
    [
        "/noconfig", "/nostdlib+", "/unsafe-", "/checked-", "/nowarn:1701,1702,IL2121,8002", "/fullpaths", "/warn:10", "/highentropyva+",
        "/nullable:enable", "/debug:portable", "/deterministic+", "/utf8output", "/langversion:14.0", "/warnaserror+:NU1605,SYSLIB0011",
        "/features:FileBasedProgram",
        "/features:InterceptorsNamespaces=;Microsoft.AspNetCore.Http.Generated;Microsoft.Extensions.Configuration.Binder.SourceGeneration;Microsoft.Extensions.Validation.Generated",
    ];

    public override bool Covers(Artifact artifact, ImmutableArray<Directive> directives) =>
        artifact.Kind == ArtifactKind.Source
        && directives.All(d => d.IsLibraryOutput)
        && BuildFiles.Nearest(artifact.Root) is null;

    public override Task<PlanResult> PlanAsync(
        Artifact artifact, ImmutableArray<Directive> directives, string workFolder, CancellationToken cancellationToken)
    {
        Framework framework = Framework.Current;
        bool isDebug = options.Compiler.Debug;
        CompilePlan plan = new()
        {
            AssemblyName = artifact.Name,
            BaseFolder = artifact.Root,
            Arguments =
            [
                .. _settings,
                isDebug ? "/optimize-" : "/optimize+",
                $"/define:TRACE;{(isDebug ? "DEBUG" : "RELEASE")};{DefaultTexts.Symbols()}",
                "/target:library",
                $"/out:{artifact.Name}.dll",
                .. framework.References.Select(r => $"/reference:{r}"),
                $"/reference:{typeof(PluginAttribute).Assembly.Location}",
                .. BuildFiles.EditorConfigs(artifact.Root).Select(c => $"/analyzerconfig:{c}"),
                .. artifact.IsSourceFolder ? SourceFiles.In(artifact.Root) : [artifact.Path],
            ],
            IsProgramWithTopLevelCode = directives.IsEmpty,
            WordGenerators = framework.Generators,
            Texts = DefaultTexts.Of(artifact, isDebug),
        };
        return Task.FromResult(new PlanResult(plan, [])
        {
            Warnings = framework.Pack is not null ? [] :
            [
                new Reason(
                    ReasonCodes.BuildFailed,
                    $"There are no reference assemblies for {Framework.Moniker} on this machine; '{artifact.Path}' is compiled against the running framework itself. Install the .NET SDK to have them.",
                    artifact.Path),
            ],
        });
    }
}
