using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Compatibility;

/// <summary>Whether a version number tells the truth about what changed.</summary>
/// <param name="Reasons">Why not; empty where it does, or where each break was allowed by name.</param>
/// <param name="RightVersion">The lowest version that would be right.</param>
/// <param name="AllowedBreaks">Breaking changes that only pass because they were allowed by name: to be recorded.</param>
public sealed record VersionVerdict(ImmutableArray<Reason> Reasons, NuGetVersion RightVersion, ImmutableArray<ApiChange> AllowedBreaks)
{
    /// <summary>Whether nothing speaks against the version.</summary>
    public bool IsHonest => Reasons.IsEmpty;
}
