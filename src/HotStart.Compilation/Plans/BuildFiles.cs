namespace HotStart.Compilation.Plans;

/// <summary>Files above a C# file that say something to the build of it, by being there.</summary>
internal static class BuildFiles
{
    private static readonly string[] _names =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "Directory.Build.rsp", "MSBuild.rsp"];

    /// <summary>The nearest one in this folder or above it, or <see langword="null"/>.</summary>
    public static string? Nearest(string folder)
    {
        for (string? above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            foreach (string name in _names)
            {
                string path = Path.Join(above, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

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
}
