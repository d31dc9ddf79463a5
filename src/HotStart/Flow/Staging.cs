using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HotStart.Diagnostics;
using HotStart.Flow.Arrivals;
using HotStart.Flow.Candidates;
using HotStart.Flow.Candidates.RunOnce;
using HotStart.Flow.Checks;
using Microsoft.Extensions.Logging;

namespace HotStart.Flow;

/// <summary>
/// The first stage of a change: what is named becomes an artifact, is built if it is a project, copied, and checked
/// without running any of its code.
/// </summary>
internal sealed class Staging
{
    private readonly PluginFlow _flow;
    private readonly SharedAssemblies _shared;
    private readonly ILogger _logger;
    private readonly Stager _stager;
    private readonly StagedReleases _releases;
    private readonly ArtifactBuilders _builders;

    // What each artifact held when it was looked at last: the same bytes again are no change, refused ones included.
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);

    public Staging(PluginFlow flow, SharedAssemblies shared, ILogger logger)
    {
        _flow = flow;
        _shared = shared;
        _logger = logger;
        _stager = new Stager(
            flow.Options.StagingPath,
            flow.Options.Collectible ? [new JsonContexts(), .. flow.Options.Extension?.RunOnce ?? []] : []);
        _builders = new ArtifactBuilders(flow.Options);
        _releases = new StagedReleases(
            staged => _flow.Plugins.All().Any(p => p.Uses(staged)), Delete);
    }

    public void BeginChange() => _releases.BeginChange();

    /// <summary>Lets go of the copies that went nowhere.</summary>
    public void EndChange(ImmutableArray<ChangeStep> steps)
    {
        foreach (ChangeStep step in steps.Where(s => !s.IsFit && s.Candidate is not null))
        {
            _releases.Release(step.Candidate!.Staged);
        }

        _releases.EndChange();
    }

    public void Release(StagedCopy staged) => _releases.Release(staged);

    public void DeleteAll() => _stager.DeleteAll();

    /// <summary>Nothing is built any more.</summary>
    public void EndBuilding() => _builders.Dispose();

    /// <summary>Makes the next arrival of this artifact count, even with the same bytes.</summary>
    public void Forget(string path) => _seen.TryRemove(path, out _);

    /// <inheritdoc cref="Forget"/>
    public void ForgetAll(IEnumerable<ChangeStep> steps)
    {
        foreach (ChangeStep step in steps.Where(s => s.Path is not null))
        {
            Forget(step.Path!);
        }
    }

    /// <summary>Finds the path and, where it is named by id, the plugin of each step.</summary>
    public void Locate(ImmutableArray<ChangeStep> steps)
    {
        foreach (ChangeStep step in steps)
        {
            if (step.Change.Path is { } path)
            {
                // An artifact that is known keeps its plugin, even where its id cannot be read any more.
                step.Path = Path.GetFullPath(path);
                step.Plugin = _flow.Plugins.FindByArtifact(step.Path);
                continue;
            }

            step.Plugin = _flow.Plugins.Find(step.Change.PluginId!);
            bool loads = step.Change.Kind is PluginChangeKind.Reload or PluginChangeKind.Enable;
            step.IsUnchanged = step.Change.Kind == PluginChangeKind.Enable && step.Plugin?.Active is not null;
            step.Path = loads && !step.IsUnchanged ? step.Plugin?.Artifact?.Locator : null;
            if (step.Plugin is null)
            {
                step.Refuse(ReasonCodes.PluginNotFound, $"There is no plugin '{step.Change.PluginId}'. Known are: {string.Join(", ", _flow.Plugins.All().Select(p => p.Id).DefaultIfEmpty("none"))}.");
            }
            else if (loads && !step.IsUnchanged && step.Path is null)
            {
                step.Refuse(ReasonCodes.PluginNotFound, $"'{step.Plugin.Id}' was never loaded, so there is nothing to load again. Its first candidate was refused: load its artifact by path.");
            }
        }
    }

    public static IEnumerable<string> TurnsOf(ImmutableArray<ChangeStep> steps) =>
        steps.Where(s => s.Path is not null).Select(s => $"artifact {s.Path}");

    public async Task StageAsync(ChangeStep step, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        step.Clock.Skip();
        if (step.IsRefused || step.Path is not { } path)
        {
            return;
        }

        long began = _flow.Options.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                await TryStageAsync(step, path, origin, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TornArtifactException) when (origin == ChangeOrigin.Arrived)
            {
                step.IsTorn = true;
                return;
            }
            catch (TornArtifactException e) when (_flow.Options.TimeProvider.GetElapsedTime(began) >= _flow.Options.SettleLimit)
            {
                step.Refuse(ReasonCodes.NotSettled, $"'{path}' kept changing for {_flow.Options.SettleLimit.TotalSeconds:0.###} s (SettleLimit): {e.Message}");
                return;
            }
            catch (TornArtifactException)
            {
                await Task.Delay(Pace.Sources, _flow.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TryStageAsync(ChangeStep step, string path, ChangeOrigin origin, CancellationToken cancellationToken)
    {
        try
        {
            Artifact artifact = ArtifactResolver.Resolve(path);
            step.Artifact = artifact;
            if (artifact.Kind != ArtifactKind.Assembly)
            {
                ThrowIfStale(step); // saved again meanwhile: what would be compiled is not what arrived
            }

            Artifact built = artifact.Kind != ArtifactKind.Assembly
                ? await BuildAsync(step, artifact, cancellationToken).ConfigureAwait(false)
                : artifact;
            if (!step.IsRefused)
            {
                StageCopy(step, built, origin);
            }
        }
        catch (ArtifactException e)
        {
            ThrowIfStale(step);
            step.Refuse([e.Reason]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowIfStale(step);
            step.Refuse(ReasonCodes.Unreadable, $"'{path}' could not be read: {e.Message}");
        }
        catch (Exception e) when (e is not (OperationCanceledException or TornArtifactException))
        {
            step.Refuse(ReasonCodes.Unexpected, $"'{path}' could not be staged and checked: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>
    /// A change may have waited long for its turn. What it stands for is still there only where every file is the one
    /// that was found whole, and no byte was written to it since.
    /// </summary>
    private static void ThrowIfStale(ChangeStep step)
    {
        try
        {
            foreach (FileEntry file in step.Change.Evidence)
            {
                if (FileStamp.Of(file.Path) != file.Stamp)
                {
                    throw new TornArtifactException(step.Path!, $"'{file.Path}' is not what it was when it was found whole");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TornArtifactException(step.Path!, "it cannot be looked at any more", e);
        }
    }

    private async Task<Artifact> BuildAsync(ChangeStep step, Artifact artifact, CancellationToken cancellationToken)
    {
        string output = Path.Combine(_stager.Root, $"{artifact.Name}-build-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(artifact.Path)))[..8]}");
        BuildResult result = await _builders.For(artifact).BuildAsync(artifact, output, cancellationToken).ConfigureAwait(false);
        step.Clock.Lap("build");
        if (result.Beyond is { } beyond)
        {
            _flow.WatchBeyond(step.Path!, beyond);
        }

        if (result.Succeeded)
        {
            step.Warnings = result.Warnings;
            return result.Artifact;
        }

        ThrowIfStale(step);
        Forget(step.Path!); // what is active may come back next, and is then fit
        step.Refuse(result.Errors);
        return artifact;
    }

    private void StageCopy(ChangeStep step, Artifact built, ChangeOrigin origin)
    {
        StagedCopy staged = _stager.Stage(built, built.Name);
        ThrowIfStale(step);
        step.Clock.Lap("stage");
        string path = step.Path!;
        bool seen = _seen.TryGetValue(path, out string? before) && before == staged.Fingerprint;
        _seen[path] = staged.Fingerprint;
        if (seen && origin == ChangeOrigin.Arrived)
        {
            step.IsUnchanged = true;
            _releases.Release(staged);
            step.Plugin?.ArtifactIsDeleted(false);
            return;
        }

        ImmutableArray<Reason> reasons = CandidateChecks.Run(staged, _shared, out AssemblyImage? image);
        step.Refuse(reasons.Select(r => r with { File = r.File ?? path }));
        step.Clock.Lap("check");
        if (image is not null)
        {
            (string id, string version) = CandidateChecks.Identity(image, built);
            step.Candidate = new Candidate(id, version, staged);
            if (step.Plugin?.Artifact is { } known && known.Path != step.Artifact!.Path)
            {
                step.Plugin = null; // another DLL is the main one of that folder now, and may be another plugin
            }

            step.Plugin ??= IdentityCheck.IsValid(id) ? _flow.Plugins.GetOrAdd(id) : null;
        }

        if (step.IsRefused)
        {
            _releases.Release(staged);
        }
    }

    private void Delete(StagedCopy staged)
    {
        try
        {
            _stager.Delete(staged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FlowLog.StagedCopyLeft(_logger, e, staged.Folder);
        }
    }
}
