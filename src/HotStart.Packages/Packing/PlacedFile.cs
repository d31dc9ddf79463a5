namespace HotStart.Packages.Packing;

/// <summary>A file of a package that has a place in a plugin's folder.</summary>
/// <param name="Place">Where, relative to the folder.</param>
/// <param name="Entry">Its path in the package.</param>
internal sealed record PlacedFile(string Place, string Entry);
