using System.Collections.Immutable;

namespace HotStart;

/// <summary>What <see cref="CandidateCheck"/> found out about an artifact. Holds strings only.</summary>
public sealed record CheckResult
{
    /// <summary>The artifact: the full path of the DLL or project that was named or found.</summary>
    public required string Artifact { get; init; }

    /// <summary>The plugin's id, or <see langword="null"/> where it cannot be read.</summary>
    public string? PluginId { get; init; }

    /// <summary>The plugin's version, or <see langword="null"/> where it cannot be read.</summary>
    public string? Version { get; init; }

    /// <summary>Everything that speaks against it; empty when it is fit.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>What the compiler warned of; empty where nothing was compiled.</summary>
    public ImmutableArray<Reason> Warnings { get; init; } = [];

    /// <summary>Its symbols, by name; empty where they cannot be read.</summary>
    public ImmutableArray<SymbolInfo> Symbols { get; init; } = [];

    /// <summary>What it exports beyond the older version that it was checked against, in words.</summary>
    public ImmutableArray<string> Additions { get; init; } = [];

    /// <summary>Whether nothing speaks against it.</summary>
    public bool IsFit => Reasons.IsEmpty;
}
