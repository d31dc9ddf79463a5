using System.Collections.Immutable;
using HotStart.Packages.Store;

namespace HotStart.Packages.Releases;

/// <summary>One plugin of a release: which version, and which settings.</summary>
/// <param name="Version">The version.</param>
/// <param name="Settings">Its settings: <see cref="PluginContext.Configuration"/>.</param>
public sealed record ReleasePlugin(StoredVersion Version, ImmutableSortedDictionary<string, string?> Settings)
{
    /// <summary>The plugin.</summary>
    public string PluginId => Version.PluginId;

    /// <summary>Whether it is the same code with the same settings.</summary>
    internal bool IsSameAs(ReleasePlugin other) =>
        Version.Content == other.Version.Content
        && Version.PluginId.Equals(other.Version.PluginId, StringComparison.OrdinalIgnoreCase)
        && Settings.SequenceEqual(other.Settings);
}
