namespace HotStart.Packages.Packing;

/// <summary>What whoever packs a plugin knows better than its files.</summary>
/// <param name="Assembly">The simple name of the plugin's assembly, or null for the package's id or the only one there is.</param>
/// <param name="Host">The range of HotStart versions, or null for those of the same major version as it was built with.</param>
internal sealed record ManifestSettings(string? Assembly = null, string? Host = null);
