using System.Collections.Immutable;

namespace HotStart.Flow.Candidates;

/// <summary>A private copy of an artifact in a folder named by its content. Nothing writes there any more.</summary>
/// <param name="Fingerprint">The hash of all its files' names and contents: lower-case hex.</param>
/// <param name="Folder">The folder of the copy.</param>
/// <param name="MainFile">The full path of the main DLL in the copy.</param>
/// <param name="Files">All files, relative to <paramref name="Folder"/> with forward slashes, sorted by ordinal.</param>
/// <param name="Source">The main DLL or project it was copied from.</param>
internal sealed record StagedCopy(
    string Fingerprint, string Folder, string MainFile, ImmutableArray<string> Files, string Source)
{
    /// <summary>The SHA-256 of each of <see cref="Files"/>, in their order; empty where nobody hashed them.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>Whether the copy holds a file of this relative name.</summary>
    public bool Holds(string relative) => Files.BinarySearch(relative, StringComparer.Ordinal) >= 0;

    /// <summary>The full path of a file in the copy.</summary>
    public string PathOf(string relative) => Path.Combine(Folder, relative);

    /// <summary>The content hash of a file in the copy, or null.</summary>
    public string? HashOf(string relative)
    {
        int index = Files.BinarySearch(relative, StringComparer.Ordinal);
        return index >= 0 && index < Hashes.Length ? Hashes[index] : null;
    }
}
