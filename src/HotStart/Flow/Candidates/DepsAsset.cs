namespace HotStart.Flow.Candidates;

/// <summary>One file that a <c>.deps.json</c> names.</summary>
/// <param name="Key">The path as written there, with forward slashes.</param>
/// <param name="FileName">Its last part.</param>
/// <param name="Kind"><c>runtime</c>, <c>native</c>, <c>resources</c> or <c>runtimeTargets</c>.</param>
/// <param name="Locale">The culture of a resource assembly, or null.</param>
internal sealed record DepsAsset(string Key, string FileName, string Kind, string? Locale)
{
    /// <summary>Where it may lie, relative to the main DLL, the likeliest place first.</summary>
    public IEnumerable<string> Places => Kind switch
    {
        "resources" when Locale is not null => [$"{Locale}/{FileName}", Key],
        "runtimeTargets" => [Key, FileName],
        _ => [FileName, Key],
    };
}
