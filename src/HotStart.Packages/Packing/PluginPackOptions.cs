namespace HotStart.Packages.Packing;

/// <summary>What a package that is made of a plugin shall say, where the plugin itself does not say it. Immutable.</summary>
public sealed record PluginPackOptions
{
    /// <summary>The package's id; by default the project's, else the plugin's id.</summary>
    public string? Id { get; init; }

    /// <summary>The version; by default the project's, else the plugin's own.</summary>
    public string? Version { get; init; }

    /// <summary>Which versions of HotStart can run it, as <c>[0.1.0, 1.0.0)</c>; by default those of the same major version as it was built with.</summary>
    public string? Host { get; init; }
}
