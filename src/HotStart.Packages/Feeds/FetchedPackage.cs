namespace HotStart.Packages.Feeds;

/// <summary>A package in a cache folder.</summary>
/// <param name="Package">What was planned.</param>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its hash, as lower-case hex.</param>
/// <param name="WasThere">Whether it was in the cache before.</param>
public sealed record FetchedPackage(PlannedPackage Package, string Path, string Sha256, bool WasThere);
