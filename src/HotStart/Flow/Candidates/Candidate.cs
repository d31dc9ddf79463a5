namespace HotStart.Flow.Candidates;

/// <summary>A staged copy that passed the offline checks. Nobody calls it yet.</summary>
/// <param name="PluginId">Its id: what its code says, else its file name.</param>
/// <param name="Version">Its version: what its code says, else the assembly's.</param>
/// <param name="Staged">The copy it is loaded from.</param>
internal sealed record Candidate(string PluginId, string Version, StagedCopy Staged)
{
    /// <summary>The settings that came with the change; null for those of the host's options.</summary>
    public IReadOnlyDictionary<string, string?>? Configuration { get; init; }

    /// <summary>Whether it is the same code with the same settings.</summary>
    public bool IsSameAs(Candidate other) =>
        Staged.Fingerprint == other.Staged.Fingerprint && AreSame(Configuration, other.Configuration);

    private static bool AreSame(IReadOnlyDictionary<string, string?>? a, IReadOnlyDictionary<string, string?>? b) =>
        ReferenceEquals(a, b)
        || (a is not null && b is not null && a.Count == b.Count
            && a.All(pair => b.TryGetValue(pair.Key, out string? value) && value == pair.Value));
}
