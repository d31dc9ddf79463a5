using System.Collections.Immutable;

namespace HotStart;

/// <summary>
/// The record in which every change ends: what was asked, what happened, how long it took and why something was
/// refused. Holds numbers and strings only, so that it keeps no generation in memory.
/// </summary>
public sealed record SwapResult
{
    /// <summary>What became of the transaction as a whole. All plugins go live together or none does.</summary>
    public required SwapOutcome Outcome { get; init; }

    /// <summary>What happened to each plugin.</summary>
    public required ImmutableArray<PluginSwap> Plugins { get; init; }

    /// <summary>The number of the live set after the change.</summary>
    public required long LiveSet { get; init; }

    /// <summary>When the change began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the beginning of the change to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether what was asked for is now live.</summary>
    public bool Succeeded => Outcome != SwapOutcome.Refused;

    /// <summary>All reasons of all plugins; empty when nothing was refused.</summary>
    public IEnumerable<Reason> Reasons => Plugins.SelectMany(p => p.Reasons);

    /// <summary>The record in one line.</summary>
    public override string ToString()
    {
        string plugins = string.Join(", ", Plugins.Select(p => p.Outcome switch
        {
            SwapOutcome.Swapped or SwapOutcome.RolledBack =>
                $"{p.PluginId} {p.FromGeneration?.ToString() ?? "–"} → {p.ToGeneration}",
            SwapOutcome.Refused => $"{p.PluginId}: {string.Join("; ", p.Reasons.Select(r => r.Message))}",
            _ => p.PluginId,
        }));
        return $"{Outcome} ({plugins}) in {Duration.TotalMilliseconds:0.#} ms";
    }
}
