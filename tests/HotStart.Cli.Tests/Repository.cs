using System.Reflection;

namespace HotStart.Cli.Tests;

/// <summary>Files of this repository that tests read.</summary>
internal static class Repository
{
    public static string Folder { get; } = Path.GetFullPath(typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryFolder").Value!);

    /// <summary>A copy of samples/greeter without what earlier builds left in it.</summary>
    public static string CopyOfGreeter(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Folder, "samples", "greeter")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
