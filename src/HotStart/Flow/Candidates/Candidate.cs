namespace HotStart.Flow.Candidates;

/// <summary>A staged copy that passed the offline checks. Nobody calls it yet.</summary>
/// <param name="PluginId">Its id: what its code says, else its file name.</param>
/// <param name="Version">Its version: what its code says, else the assembly's.</param>
/// <param name="Staged">The copy it is loaded from.</param>
internal sealed record Candidate(string PluginId, string Version, StagedCopy Staged);
