using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>Files that are in the store for good.</summary>
/// <param name="Hash">The SHA-256 of all names and contents.</param>
/// <param name="Files">All files, sorted by path.</param>
internal sealed record PlacedContent(string Hash, ImmutableArray<ContentFile> Files)
{
    public long Bytes => Files.Sum(f => f.Bytes);
}
