namespace HotStart.Cli.Serving;

/// <summary>What one plugin offers over HTTP.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="Version">The version of its active generation.</param>
/// <param name="Generation">The number of that.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="Functions">Functions that can be called by name.</param>
internal sealed record ServedPlugin(
    string Id, string? Version, int? Generation, IReadOnlyList<string> Routes, IReadOnlyList<SymbolInfo> Functions);
