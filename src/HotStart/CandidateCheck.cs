using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;

namespace HotStart;

/// <summary>
/// Checks an artifact as a host would before it loads it, and runs none of its code. Safe for use by several threads.
/// </summary>
public static class CandidateCheck
{
    /// <summary>All checks of a candidate that need no running code; all reasons at once.</summary>
    /// <param name="path">A DLL, a C# file or a project (they are built), or a folder that holds one.</param>
    /// <param name="against">
    /// An older version of the same plugin, or <see langword="null"/>: a symbol that it exports and that is gone or has
    /// another type is then a reason too, unless <see cref="PluginHostOptions.AllowSymbolLoss"/> allows it.
    /// </param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CandidateRejectedException"><paramref name="against"/> cannot be read.</exception>
    /// <exception cref="ArgumentException">The options are invalid.</exception>
    public static async Task<CheckResult> RunAsync(
        string path,
        string? against = null,
        PluginHostOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new PluginHostOptions();
        options.Validate();
        using Stager stager = new(options.StagingPath);
        using ArtifactBuilders builders = new(options);
        Inspection inspection = new(stager, builders, new SharedAssemblies(options.SharedAssemblies));
        CheckResult result = await inspection.RunAsync(path, cancellationToken).ConfigureAwait(false);
        ApiSurface? next = inspection.Surface;
        if (string.IsNullOrEmpty(against))
        {
            return result;
        }

        CheckResult old = await inspection.RunAsync(against, cancellationToken).ConfigureAwait(false);
        return inspection.Surface is { } before
            ? next is null ? result : Compare(result, next, old, before, options.AllowSymbolLoss)
            : throw new CandidateRejectedException(against, old.Reasons);
    }

    private static CheckResult Compare(CheckResult result, ApiSurface next, CheckResult old, ApiSurface before, bool allowLoss)
    {
        SymbolComparison comparison = SymbolComparison.Of(before, next);
        ImmutableArray<Reason> reasons = allowLoss
            ? result.Reasons
            : [.. result.Reasons, .. comparison.Losses.Select(r => r with { File = result.Artifact })];
        if (old.PluginId is not null && result.PluginId is not null
            && !string.Equals(old.PluginId, result.PluginId, StringComparison.OrdinalIgnoreCase))
        {
            reasons = reasons.Insert(0, new Reason(
                ReasonCodes.OtherPlugin,
                $"'{result.Artifact}' is plugin '{result.PluginId}', but '{old.Artifact}' is plugin '{old.PluginId}': the one cannot replace the other. Give them the same id, or compare with another version.",
                result.Artifact));
        }

        return result with { Reasons = reasons, Additions = comparison.Additions };
    }
}
