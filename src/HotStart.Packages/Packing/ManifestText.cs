using System.Text.Json.Serialization;

namespace HotStart.Packages.Packing;

/// <summary>The manifest as it stands in JSON: anything may be missing or null.</summary>
internal sealed class ManifestText
{
    public int? Schema { get; set; }

    public string? Id { get; set; }

    public string? Version { get; set; }

    public string? Main { get; set; }

    public string? TargetFramework { get; set; }

    public string? Host { get; set; }

    public List<ManifestContract?>? Contracts { get; set; }

    public List<ManifestSymbol?>? Symbols { get; set; }

    public List<ManifestAsset?>? RuntimeAssets { get; set; }

    public SortedDictionary<string, string?>? Files { get; set; }
}
