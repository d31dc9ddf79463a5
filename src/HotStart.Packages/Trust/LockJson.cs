using System.Text.Json.Serialization;

namespace HotStart.Packages.Trust;

/// <summary>Reads and writes <see cref="LockText"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, MaxDepth = 4, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LockText))]
internal sealed partial class LockJson : JsonSerializerContext;
