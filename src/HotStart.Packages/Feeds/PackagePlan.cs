using System.Collections.Immutable;

namespace HotStart.Packages.Feeds;

/// <summary>A package with all that it depends on and that the host does not have. Immutable.</summary>
public sealed record PackagePlan
{
    /// <summary>The package that was asked for first; then what it depends on, by id. A plan for a file holds only the latter.</summary>
    public ImmutableArray<PlannedPackage> Packages { get; init; } = [];

    /// <summary>Ids of dependencies that the host shares and that are not fetched for that reason.</summary>
    public ImmutableArray<string> Shared { get; init; } = [];
}
