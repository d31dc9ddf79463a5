using System.Text.Json;

namespace HotStart.Packages.Packing;

/// <summary>Writes a manifest as JSON, always the same way.</summary>
internal static class ManifestWriter
{
    public static byte[] Write(PluginManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(
        new ManifestText
        {
            Schema = manifest.Schema,
            Id = manifest.Id,
            Version = manifest.Version,
            Main = manifest.Main,
            TargetFramework = manifest.TargetFramework,
            Host = manifest.Host,
            Contracts = [.. manifest.Contracts],
            Symbols = [.. manifest.Symbols],
            RuntimeAssets = [.. manifest.RuntimeAssets],
            Files = new SortedDictionary<string, string?>(manifest.Files.ToDictionary(f => f.Key, f => (string?)f.Value), StringComparer.Ordinal),
        },
        ManifestJson.Default.ManifestText);
}
