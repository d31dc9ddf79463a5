namespace HotStart.Flow.Candidates;

/// <summary>A file of an artifact as it stood when it was looked at.</summary>
/// <param name="Relative">Its place below the artifact's root, with forward slashes.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Written">When it was last written, in ticks.</param>
internal readonly record struct SourceFile(string Relative, string FullPath, long Length, long Written);
