namespace HotStart.Flow.Candidates;

/// <summary>One entry of a watched folder that is, or should be, a plugin.</summary>
/// <param name="Path">The DLL, or the subfolder.</param>
/// <param name="Artifact">The artifact, or null where it is not clear which one it is.</param>
/// <param name="Problem">Why there is no artifact, or null.</param>
internal sealed record ArtifactFinding(string Path, Artifact? Artifact, Reason? Problem);
