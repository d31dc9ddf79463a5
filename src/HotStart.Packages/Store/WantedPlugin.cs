using System.Collections.Immutable;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>One plugin of the set that a change asks for: a version of the store, or one that arrived.</summary>
internal sealed record WantedPlugin
{
    public StoredVersion? Stored { get; init; }

    public ArrivedVersion? Arrived { get; init; }

    public required ImmutableSortedDictionary<string, string?> Settings { get; init; }

    /// <summary>Whether just this version was asked for: it may be a lower one than the active.</summary>
    public bool IsNamed { get; init; }

    public string PluginId => Stored?.PluginId ?? Arrived!.PluginId;

    public string Version => Stored?.Version ?? Arrived!.Version;

    /// <summary>A plugin that stays as it is.</summary>
    public static WantedPlugin Kept(ReleasePlugin plugin) => new() { Stored = plugin.Version, Settings = plugin.Settings, IsNamed = true };
}
