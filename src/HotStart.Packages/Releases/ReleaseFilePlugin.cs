using System.Collections.Immutable;

namespace HotStart.Packages.Releases;

/// <summary>What a release file says of one plugin. Immutable.</summary>
public sealed record ReleaseFilePlugin
{
    /// <summary>The package it comes in. Default: that of the plugin that is active, else the plugin's id.</summary>
    public string? Package { get; init; }

    /// <summary>Just this version, or a range as NuGet writes it. Default: the active one, else the newest.</summary>
    public string? Version { get; init; }

    /// <summary>Its settings, all of them. Default: those that are active.</summary>
    public ImmutableSortedDictionary<string, string?>? Settings { get; init; }

    internal ImmutableSortedDictionary<string, string?> SettingsOr(ImmutableSortedDictionary<string, string?>? before) =>
        Settings?.WithComparers(StringComparer.Ordinal) ?? before ?? ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);
}
