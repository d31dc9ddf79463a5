using System.Collections.Immutable;

namespace HotStart.Packages.Packing;

/// <summary>
/// What a package says of the plugin in it: the file <c>hotstart.json</c> at its root. Immutable; holds strings and numbers only.
/// </summary>
public sealed record PluginManifest
{
    /// <summary>The manifest's name in a package.</summary>
    public const string FileName = "hotstart.json";

    /// <summary>The schema that this HotStart writes, and the newest that it reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the format; 1 or more.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The plugin's id, which a host finds it by. The package may have another one.</summary>
    public required string Id { get; init; }

    /// <summary>The version of plugin and package, as NuGet normalizes it: <c>1.2.0</c>, <c>2.0.0-beta.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The path of the plugin's main assembly in the package: <c>lib/net10.0/pricing.dll</c>.</summary>
    public required string Main { get; init; }

    /// <summary>The framework that the main assembly was built for, in short: <c>net10.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>
    /// Which versions of HotStart can run it, as NuGet writes ranges: <c>[0.1.0, 1.0.0)</c>; <see langword="null"/> for all, as
    /// for a plugin that refers to nothing of HotStart.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>The contracts that it implements, by type.</summary>
    public ImmutableArray<ManifestContract> Contracts { get; init; } = [];

    /// <summary>What it exports, by name.</summary>
    public ImmutableArray<ManifestSymbol> Symbols { get; init; } = [];

    /// <summary>Files for certain platforms, by path.</summary>
    public ImmutableArray<ManifestAsset> RuntimeAssets { get; init; } = [];

    /// <summary>The SHA-256 (lower-case hex) of each file in the package, by path, except for what NuGet adds itself and the manifest.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
