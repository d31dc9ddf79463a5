namespace HotStart.Packages.Packing;

/// <summary>A contract that a plugin implements.</summary>
/// <param name="Type">The interface, by full name.</param>
/// <param name="Assembly">The simple name of the assembly that it comes from; the host has to have it.</param>
/// <param name="Version">The assembly version that the plugin was built against.</param>
public sealed record ManifestContract(string Type, string Assembly, string Version);
