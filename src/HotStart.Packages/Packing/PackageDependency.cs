using NuGet.Versioning;

namespace HotStart.Packages.Packing;

/// <summary>Another package that a package needs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Range">The versions that will do.</param>
public sealed record PackageDependency(string Id, VersionRange Range);
