namespace HotStart.Packages.Packing;

/// <summary>A file in a package.</summary>
/// <param name="Path">Its path in the package, with slashes.</param>
/// <param name="Length">Its size in bytes, unpacked.</param>
/// <param name="PackedLength">Its size in bytes as it is in the package.</param>
public sealed record PackageEntry(string Path, long Length, long PackedLength);
