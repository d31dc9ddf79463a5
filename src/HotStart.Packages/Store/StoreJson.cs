using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace HotStart.Packages.Store;

/// <summary>What is kept in columns as JSON, written and read without reflection: a command must start quickly.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableArray<StoredPackage>))]
[JsonSerializable(typeof(ImmutableArray<Reason>))]
[JsonSerializable(typeof(ImmutableArray<StageTime>))]
[JsonSerializable(typeof(SortedDictionary<string, string?>))]
internal sealed partial class StoreJson : JsonSerializerContext;
