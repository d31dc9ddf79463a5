using System.Collections.Immutable;

namespace HotStart;

/// <summary>A host as it stood when the status was taken. Holds numbers and strings only.</summary>
/// <param name="LiveSet">The number of the live set.</param>
/// <param name="Plugins">All plugins that have or had an active generation, by id.</param>
public sealed record HostStatus(long LiveSet, ImmutableArray<PluginStatus> Plugins)
{
    /// <summary>What was refused before it was known which plugin it holds, and is still there; by path.</summary>
    public ImmutableArray<RefusedArtifact> RefusedArtifacts { get; init; } = [];

    /// <summary>How many generations are in this state.</summary>
    /// <param name="state">The state to count.</param>
    public int Count(GenerationState state) => Plugins.Sum(p => p.Generations.Count(g => g.State == state));
}
