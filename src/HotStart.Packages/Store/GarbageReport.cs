using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>What a clean-up took away, or would.</summary>
/// <param name="Releases">Names of releases that were forgotten.</param>
/// <param name="Versions">Versions that no release refers to: <c>id version</c>.</param>
/// <param name="Files">Folders and packages that belong to no version, such as what a crash left.</param>
/// <param name="Bytes">How much room that gives, in bytes.</param>
public sealed record GarbageReport(ImmutableArray<string> Releases, ImmutableArray<string> Versions, int Files, long Bytes);
