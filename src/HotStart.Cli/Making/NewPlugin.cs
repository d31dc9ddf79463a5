using System.Xml.Linq;

namespace HotStart.Cli.Making;

/// <summary>Writes a new plugin: all of it, or nothing.</summary>
internal static class NewPlugin
{
    /// <summary>Makes a folder for a plugin.</summary>
    /// <param name="target">The folder, which is not there yet.</param>
    /// <param name="kind">The template.</param>
    /// <param name="feed">Where HotStart's packages are, if no feed of the user has them.</param>
    /// <returns>The relative paths of the files.</returns>
    /// <exception cref="IOException">It could not be written, or the folder is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static IReadOnlyList<string> MakeFolder(string target, string kind, string? feed)
    {
        List<(string Path, string Text)> files = [.. PluginTemplate.Files(kind, Path.GetFileName(target))];
        if (feed is not null)
        {
            files.Add(("nuget.config", NuGetConfig(feed)));
        }

        // Written beside its place and moved there: half a plugin would be refused as existing the next time.
        string parent = Directory.CreateDirectory(Path.GetDirectoryName(target)!).FullName;
        string draft = Path.Combine(parent, $".{Path.GetFileName(target)}-{Path.GetRandomFileName()}");
        try
        {
            foreach ((string path, string text) in files)
            {
                string file = Path.Combine(draft, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }

            Directory.Move(draft, target);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }

        return [.. files.Select(f => f.Path)];
    }

    /// <summary>Makes a plugin of one file.</summary>
    /// <param name="target">The file, which is not there yet.</param>
    /// <returns>The name of the file.</returns>
    /// <exception cref="IOException">It could not be written, or the file is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static IReadOnlyList<string> MakeFile(string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        (string path, string text) = PluginTemplate.Files("file", Path.GetFileNameWithoutExtension(target)).Single();
        using StreamWriter writer = new(new FileStream(target, FileMode.CreateNew));
        writer.Write(text);
        return [path];
    }

    private static string NuGetConfig(string feed) => new XDocument(
        new XElement("configuration",
            new XElement("packageSources",
                new XElement("add", new XAttribute("key", "hotstart"), new XAttribute("value", feed))))).ToString() + "\n";
}
