using System.Collections.Immutable;

namespace HotStart.Flow.Candidates;

/// <summary>A private copy of an artifact in a folder named by its content. Nothing writes there any more.</summary>
/// <param name="Fingerprint">The hash of all its files' names and contents: lower-case hex.</param>
/// <param name="Folder">The folder of the copy.</param>
/// <param name="MainFile">The full path of the main DLL in the copy.</param>
/// <param name="Files">All files, relative to <paramref name="Folder"/>, sorted by ordinal.</param>
/// <param name="Source">The main DLL or project it was copied from.</param>
internal sealed record StagedCopy(
    string Fingerprint, string Folder, string MainFile, ImmutableArray<string> Files, string Source);
