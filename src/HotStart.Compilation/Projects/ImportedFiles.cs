using System.IO.Compression;

namespace HotStart.Compilation.Projects;

/// <summary>
/// The project files, props and targets that a build read, out of the archive that MSBuild makes of them for its own log:
/// the only place where it tells all of them.
/// </summary>
internal static class ImportedFiles
{
    public static IReadOnlyList<string> Read(string archive)
    {
        if (!File.Exists(archive))
        {
            return [];
        }

        using ZipArchive zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(e => PathOf(e.FullName)).Where(File.Exists)];
    }

    // Entries are full paths with backslashes on every system, and without the colon of a drive.
    private static string PathOf(string entry) =>
        !OperatingSystem.IsWindows() ? "/" + entry.Replace('\\', '/').TrimStart('/')
        : entry is [var drive, '\\', ..] ? $"{drive}:{entry[1..]}"
        : entry;
}
