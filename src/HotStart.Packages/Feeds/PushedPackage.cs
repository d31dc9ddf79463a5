using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>A package that was published.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Feed">Where it went.</param>
/// <param name="Sha256">Its hash, as lower-case hex.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record PushedPackage(string Id, NuGetVersion Version, Feed Feed, string Sha256, long Length);
