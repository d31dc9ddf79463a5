using System.Xml;

namespace HotStart.Compilation.Plans;

/// <summary>Files above a C# file that say something to the build of it, by being there.</summary>
internal static class BuildFiles
{
    private static readonly string[] _names =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Build.rsp", "MSBuild.rsp"];

    /// <summary>
    /// The first one that says something, or <see langword="null"/>. Of each name only the nearest counts, in this folder or
    /// above it; one without content is there to keep those further up away.
    /// </summary>
    public static string? Nearest(string folder) =>
        _names.Select(name => Find(folder, name)).FirstOrDefault(file => file is not null && !IsEmptyProject(file));

    /// <summary>All <c>.editorconfig</c> files that apply to this folder.</summary>
    public static IEnumerable<string> EditorConfigs(string folder)
    {
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            string path = Path.Join(above, ".editorconfig");
            if (File.Exists(path))
            {
                yield return path;
            }
        }
    }

    private static string? Find(string folder, string name)
    {
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            string path = Path.Join(above, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static bool IsEmptyProject(string file)
    {
        try
        {
            using XmlReader xml = XmlReader.Create(file);
            return xml.MoveToContent() == XmlNodeType.Element && xml is { Name: "Project", HasAttributes: false }
                && (xml.IsEmptyElement || (xml.Read() && xml.MoveToContent() == XmlNodeType.EndElement));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // Whoever builds with it says what is wrong with it.
            return false;
        }
    }
}
