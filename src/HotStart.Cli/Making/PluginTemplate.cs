using System.Reflection;
using HotStart.Cli.Commands;

namespace HotStart.Cli.Making;

/// <summary>The files of one kind of plugin: those of HotStart.Templates, embedded in the tool.</summary>
internal static class PluginTemplate
{
    /// <summary>What stands for the plugin's name, in paths and in text.</summary>
    private const string NameMark = "PluginName";

    private const string VersionMark = "HOTSTART_VERSION";

    /// <summary>Relative path and text of each file of a new plugin.</summary>
    /// <param name="kind">The folder of the template.</param>
    /// <param name="name">The plugin's name.</param>
    public static IReadOnlyList<(string Path, string Text)> Files(string kind, string name)
    {
        Assembly tool = typeof(PluginTemplate).Assembly;
        string prefix = $"templates/{kind}/";
        return [.. tool.GetManifestResourceNames()
            .Select(n => (Resource: n, Path: n.Replace('\\', '/')))
            .Where(r => r.Path.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(r => r.Path, StringComparer.Ordinal)
            .Select(r => (Fill(r.Path[prefix.Length..]), Fill(Read(tool, r.Resource))))];

        string Fill(string text) => text
            .Replace(NameMark, name, StringComparison.Ordinal)
            .Replace(VersionMark, VersionAction.Version, StringComparison.Ordinal);
    }

    private static string Read(Assembly tool, string resource)
    {
        using StreamReader reader = new(tool.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
