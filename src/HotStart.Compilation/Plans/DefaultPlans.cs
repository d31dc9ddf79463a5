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
        IReadOnlyList<string> files = artifact.IsSourceFolder ? SourceFiles.In(artifact.Root) : [artifact.Path];
        if (files.FirstOrDefault(f => Relative(artifact, f).Contains('"', StringComparison.Ordinal)) is { } unspeakable)
        {
            return Task.FromResult(PlanResult.Refused(new Reason(
                ReasonCodes.BuildFailed, $"'{unspeakable}' has a quotation mark in its name, which cannot be told to the C# compiler. Rename it.", unspeakable)));
        }

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
                .. framework.References.Append(typeof(PluginAttribute).Assembly.Location).Select(r => $"/reference:\"{r}\""),

                // Relative: a folder above may be called anything, and there is no way to quote a quotation mark.
                .. BuildFiles.EditorConfigs(artifact.Root).Select(c => $"/analyzerconfig:\"{Relative(artifact, c)}\""),
                .. files.Select(f => Relative(artifact, f)),
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

    // Never to be taken for an option or a list of files.
    private static string Relative(Artifact artifact, string file) => Path.Join(".", Path.GetRelativePath(artifact.Root, file));
}
