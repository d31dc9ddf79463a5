using System.Collections.Immutable;

namespace HotStart.Packages.Packing;

/// <summary>A package that was made of a plugin.</summary>
/// <param name="Path">The file.</param>
/// <param name="PackageId">The package's id.</param>
/// <param name="Manifest">The manifest in it.</param>
/// <param name="Sha256">The hash of the file, as lower-case hex.</param>
/// <param name="Length">The size of the file in bytes.</param>
/// <param name="Warnings">What the build warned of.</param>
public sealed record PackedPlugin(
    string Path, string PackageId, PluginManifest Manifest, string Sha256, long Length, ImmutableArray<Reason> Warnings);
