namespace HotStart;

/// <summary>
/// Names a plugin and, if it wants, its version. Without this attribute the id is the file name of the main
/// assembly and the version is the assembly's informational version.
/// </summary>
/// <param name="id">
/// The stable identity of the plugin in its host: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 128
/// characters, beginning with a letter or digit. Ids are compared without regard to case.
/// </param>
/// <param name="version">The version to show for this code, or <see langword="null"/> for the assembly's own.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginAttribute(string id, string? version = null) : Attribute
{
    /// <summary>The stable identity of the plugin in its host.</summary>
    public string Id { get; } = id;

    /// <summary>The version to show for this code, or <see langword="null"/> for the assembly's own.</summary>
    public string? Version { get; } = version;
}
