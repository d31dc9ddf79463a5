namespace HotStart.Packages.Packing;

/// <summary>A file of a package that is for one platform.</summary>
/// <param name="Path">Its path in the package: <c>runtimes/linux-x64/native/libx.so</c>.</param>
/// <param name="Platform">The runtime identifier: <c>linux-x64</c>.</param>
public sealed record ManifestAsset(string Path, string Platform);
