using System.Text.Json;
using System.Text.Json.Serialization;

namespace HotStart.Packages.Packing;

/// <summary>Reads and writes <see cref="ManifestText"/> without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    MaxDepth = 8,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManifestText))]
internal sealed partial class ManifestJson : JsonSerializerContext;
