using System.Reflection;

namespace HotStart.Fixtures;

/// <summary>A plugin built from a project in tests/Plugins, to be copied into a folder under test.</summary>
/// <param name="Folder">Its build output: the DLL with all that belongs to it.</param>
/// <param name="MainFile">The file name of its DLL.</param>
internal sealed record RealPlugin(string Folder, string MainFile)
{
    private static readonly Dictionary<string, string> _metadata = typeof(RealPlugin).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(a => a.Key, a => a.Value ?? "");

    /// <summary>Implements IPricing with CodeVersion 1.</summary>
    public static RealPlugin PricingV1 { get; } = At("Plugins.Pricing", "pricing", "v1");

    /// <summary>Implements IPricing with CodeVersion 2.</summary>
    public static RealPlugin PricingV2 { get; } = At("Plugins.Pricing", "pricing", "v2");

    /// <summary>Runs on Newtonsoft.Json 13.</summary>
    public static RealPlugin WithLibrary { get; } = At("Plugins.WithLibrary", "with-library");

    /// <summary>Another plugin with the same code, on Newtonsoft.Json 12.</summary>
    public static RealPlugin WithLibraryOld { get; } = At("Plugins.WithLibrary.Old", "with-library-old");

    /// <summary>SQLite 3.53, its natives below runtimes/.</summary>
    public static RealPlugin WithSqlite { get; } = At("Plugins.WithSqlite", "with-sqlite");

    /// <summary>The same plugin on SQLite 3.50, its native right beside it.</summary>
    public static RealPlugin WithSqliteOld { get; } = At("Plugins.WithSqlite.Old", "with-sqlite");

    /// <summary>Journals its life; see its configuration keys "start" and "stop".</summary>
    public static RealPlugin Lifecycle { get; } = At("Plugins.Lifecycle", "lifecycle");

    /// <summary>Where its DLL was built.</summary>
    public string Path => System.IO.Path.Combine(Folder, MainFile);

    /// <summary>Copies it, with all that belongs to it, over what is in a folder; the main DLL comes last.</summary>
    /// <returns>The full path of the copied DLL.</returns>
    public string CopyTo(string folder)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .OrderBy(file => file == Path);
        foreach (string file in files)
        {
            string target = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return System.IO.Path.Combine(folder, MainFile);
    }

    private static RealPlugin At(string project, string assembly, string output = "net10.0") => new(
        System.IO.Path.Combine(_metadata["PluginsFolder"], project, "bin", _metadata["PluginsConfiguration"], output),
        assembly + ".dll");
}
