using System.Collections.Immutable;

namespace HotStart;

/// <summary>
/// A candidate was refused where there is no older generation to serve on with, as in the first
/// <see cref="Plugin.Open(string, PluginHostOptions?)"/>.
/// </summary>
/// <param name="artifact">The artifact that was refused.</param>
/// <param name="reasons">All reasons, at least one.</param>
public sealed class CandidateRejectedException(string artifact, ImmutableArray<Reason> reasons)
    : HotStartException(Describe(artifact, reasons))
{
    /// <summary>The artifact that was refused.</summary>
    public string Artifact { get; } = artifact;

    /// <summary>All reasons, at least one.</summary>
    public ImmutableArray<Reason> Reasons { get; } = reasons;

    private static string Describe(string artifact, ImmutableArray<Reason> reasons) =>
        reasons.Length == 1
            ? $"'{artifact}' was refused: {reasons[0].Message}"
            : $"'{artifact}' was refused for {reasons.Length} reasons:{string.Concat(reasons.Select(r => $"{Environment.NewLine}  - {r.Message}"))}";
}
