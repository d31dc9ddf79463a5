using System.Collections.Immutable;

namespace HotStart.Doctor;

/// <summary>A load context that was asked to unload and is kept in memory.</summary>
public sealed record LeakedGeneration
{
    /// <summary>The plugin's id; <see langword="null"/> for a load context that is not HotStart's.</summary>
    public required string? PluginId { get; init; }

    /// <summary>The number of the generation; <see langword="null"/> for a load context that is not HotStart's.</summary>
    public required int? Generation { get; init; }

    /// <summary>The plugin's version, where the host still knows it.</summary>
    public required string? Version { get; init; }

    /// <summary>The name of the load context.</summary>
    public required string ContextName { get; init; }

    /// <summary>What keeps it, the likeliest first; empty where nothing does any more.</summary>
    public required ImmutableArray<LeakChain> Chains { get; init; }

    /// <summary>Whether nothing holds it any more: the next full collection frees it.</summary>
    public bool IsFree => Chains.IsEmpty;

    /// <summary>How to call it.</summary>
    public string Name => PluginId is null ? $"load context '{ContextName}'"
        : Version is null ? $"{PluginId} generation {Generation}" : $"{PluginId} generation {Generation} ({Version})";
}
