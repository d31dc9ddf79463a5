using HotStart.Flow.Arrivals;

namespace HotStart.Flow.Candidates;

/// <summary>A file of an artifact as it stood when it was looked at.</summary>
/// <param name="Relative">Its place below the artifact's root, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Stamp">Tells it from another one that came to its place, even with the same length and times.</param>
internal readonly record struct SourceFile(string Relative, string FullPath, long Length, FileStamp Stamp);
