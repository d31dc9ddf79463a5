using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using HotStart.Flow.Candidates;
using HotStart.Handles;

namespace HotStart.Flow.Checks;

/// <summary>Looks at artifacts outside any host: stages, checks and reads them, and runs none of their code.</summary>
internal sealed class Inspection(Stager stager, ArtifactBuilders builders, SharedAssemblies shared)
{
    private int _builds;

    /// <summary>What the latest artifact exports, or null where its main assembly cannot be read.</summary>
    public ApiSurface? Surface { get; private set; }

    /// <summary>The latest artifact's main assembly in its staged copy, as long as the stager lives; null where it cannot be read.</summary>
    public string? MainFile { get; private set; }

    public async Task<CheckResult> RunAsync(string path, CancellationToken cancellationToken)
    {
        Surface = null;
        MainFile = null;
        CheckResult result = new() { Artifact = Path.GetFullPath(path) };
        try
        {
            Artifact artifact = ArtifactResolver.Resolve(path);
            result = result with { Artifact = artifact.Path };
            if (artifact.Kind != ArtifactKind.Assembly)
            {
                BuildResult build = await builders.For(artifact)
                    .BuildAsync(artifact, Path.Combine(stager.Root, $".build-{++_builds}"), cancellationToken).ConfigureAwait(false);
                if (!build.Succeeded)
                {
                    return result with { Reasons = build.Errors };
                }

                result = result with { Warnings = build.Warnings };
                artifact = build.Artifact;
            }

            return Look(stager.Stage(artifact, artifact.Name), artifact, result);
        }
        catch (ArtifactException e)
        {
            return result with { Reasons = [e.Reason] };
        }
        catch (TornArtifactException e)
        {
            return result with { Reasons = [new Reason(ReasonCodes.NotSettled, $"{e.Message} Check it again when it stands still.", result.Artifact)] };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return result with { Reasons = [ArtifactException.Unreadable(result.Artifact, e).Reason] };
        }
    }

    private CheckResult Look(StagedCopy staged, Artifact artifact, CheckResult result)
    {
        ImmutableArray<Reason> reasons = CandidateChecks.Run(staged, shared, out AssemblyImage? image);
        result = result with { Reasons = [.. reasons.Select(r => r with { File = r.File ?? result.Artifact })] };
        if (image is null)
        {
            return result;
        }

        (string id, string version) = CandidateChecks.Identity(image, artifact);
        Surface = ApiSurface.Read(staged.MainFile);
        MainFile = staged.MainFile;
        result = result with { PluginId = id, Version = version };
        try
        {
            return reasons.IsEmpty ? result with { Symbols = Symbols(staged) } : result;
        }
        catch (Exception e) when (e is TypeLoadException or BadImageFormatException or IOException or MissingMemberException)
        {
            return result with { Reasons = [new Reason(ReasonCodes.LoadFailed, $"What '{result.Artifact}' exports cannot be loaded: {e.Message}", result.Artifact)] };
        }
    }

    // Listing resolves members, which runs no initializer. Not inlined: the context must not live on in a caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ImmutableArray<SymbolInfo> Symbols(StagedCopy staged)
    {
        PluginLoadContext context = new("inspection", staged, shared, collectible: true);
        try
        {
            return [.. new SymbolTable(context.LoadMain()).List()];
        }
        finally
        {
            context.Unload();
        }
    }
}
