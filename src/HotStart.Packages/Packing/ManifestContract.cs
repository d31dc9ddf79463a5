namespace HotStart.Packages.Packing;

/// <summary>An assembly that a plugin expects from its host.</summary>
/// <param name="Assembly">Its simple name.</param>
/// <param name="Version">The assembly version that the plugin was built against.</param>
public sealed record ManifestContract(string Assembly, string Version);
