using System.Collections.Immutable;

namespace HotStart;

/// <summary>An artifact that was refused before it was known which plugin it holds.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Reasons">Why it was refused.</param>
public sealed record RefusedArtifact(string Path, ImmutableArray<Reason> Reasons);
