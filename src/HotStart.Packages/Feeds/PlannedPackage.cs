using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>One package of a plan.</summary>
/// <param name="Id">Its id, as its feed writes it.</param>
/// <param name="Version">The version chosen.</param>
/// <param name="Feed">Where it comes from.</param>
public sealed record PlannedPackage(string Id, NuGetVersion Version, Feed Feed)
{
    /// <summary>The SHA-256 where it is known before the package is fetched, as from a folder; <see langword="null"/> otherwise.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The ids of what it needs that is in the plan too.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
}
