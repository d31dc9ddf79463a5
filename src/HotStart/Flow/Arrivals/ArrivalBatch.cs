using System.Collections.Immutable;

namespace HotStart.Flow.Arrivals;

/// <summary>Artifacts that arrived together.</summary>
/// <param name="Folder">The watched folder.</param>
/// <param name="Arrivals">At least one; each artifact at most once, sorted by path.</param>
internal sealed record ArrivalBatch(string Folder, ImmutableArray<Arrival> Arrivals)
{
    /// <summary>By artifact: its files, symbols left out, as they were when they were found whole.</summary>
    public ImmutableDictionary<string, ImmutableArray<FileEntry>> Evidence { get; init; } =
        ImmutableDictionary<string, ImmutableArray<FileEntry>>.Empty;
}
