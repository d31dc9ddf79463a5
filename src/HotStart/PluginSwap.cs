using System.Collections.Immutable;

namespace HotStart;

/// <summary>What a change did to one plugin.</summary>
/// <param name="PluginId">The plugin, or the name of the artifact where its id could not be read.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record PluginSwap(string PluginId, SwapOutcome Outcome)
{
    /// <summary>The artifact it came from, or <see langword="null"/> for a rollback or removal.</summary>
    public string? Artifact { get; init; }

    /// <summary>The generation that was active before, or <see langword="null"/>.</summary>
    public int? FromGeneration { get; init; }

    /// <summary>The generation that is active now, or <see langword="null"/>.</summary>
    public int? ToGeneration { get; init; }

    /// <summary>The version that is active now, or <see langword="null"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Why it was refused; empty when it was not.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>How long each stage took, in their order.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    /// <summary>Whether the artifact changed while it was copied; it is looked at again.</summary>
    internal bool IsTorn { get; init; }
}
