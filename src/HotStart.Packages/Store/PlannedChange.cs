using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>What a change does to one plugin.</summary>
/// <param name="PluginId">The plugin.</param>
/// <param name="Kind">What.</param>
public sealed record PlannedChange(string PluginId, PlannedKind Kind)
{
    /// <summary>The version before, or <see langword="null"/>.</summary>
    public string? OldVersion { get; init; }

    /// <summary>The version after, or <see langword="null"/>.</summary>
    public string? NewVersion { get; init; }

    /// <summary>Where the new version comes from: a feed, or the store.</summary>
    public string? Source { get; init; }

    /// <summary>Packages that come along, the plugin's own first: <c>id version</c>.</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>Whether the settings change.</summary>
    public bool ChangesSettings { get; init; }

    /// <summary>Breaking changes that were allowed by name, in words.</summary>
    public ImmutableArray<string> AllowedBreaks { get; init; } = [];

    /// <summary>The change in some words.</summary>
    public override string ToString() => Kind switch
    {
        PlannedKind.Install => $"{PluginId} {NewVersion} (new)",
        PlannedKind.Remove => $"{PluginId} {OldVersion} removed",
        PlannedKind.Settings => $"{PluginId} {NewVersion} with other settings",
        _ => $"{PluginId} {OldVersion} → {NewVersion}{(ChangesSettings ? " with other settings" : "")}",
    };
}
