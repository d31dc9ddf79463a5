namespace HotStart.Packages.Store;

/// <summary>One package of a version: the plugin's own, or one it depends on.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Hash">The SHA-256 of the whole package, in lower-case hex.</param>
public sealed record StoredPackage(string Id, string Version, string Hash);
