using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;

namespace HotStart.Flow.Candidates;

/// <summary>
/// What this process can give to plugins: the framework, the host's own projects and its packages. Read once per
/// process; safe for use by several threads.
/// </summary>
internal static class HostAssemblies
{
    private static readonly FrozenDictionary<string, string> Trusted = ReadTrusted();
    private static readonly DepsFile? EntryDeps = ReadEntryDeps();
    private static readonly FrozenSet<string> Framework = FindFramework();
    private static readonly ConcurrentDictionary<string, Version?> Versions = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, bool> Marked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The entry assembly and the projects it was built from.</summary>
    public static FrozenSet<string> Projects { get; } = (EntryDeps?.Projects ?? [])
        .Append(Assembly.GetEntryAssembly()?.GetName().Name ?? "").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The context that HotStart itself was loaded into: usually the default one.</summary>
    public static AssemblyLoadContext Context { get; } =
        AssemblyLoadContext.GetLoadContext(typeof(HostAssemblies).Assembly) ?? AssemblyLoadContext.Default;

    public static bool IsFramework(string name) => Framework.Contains(name);

    /// <summary>Whether the host has an assembly of that name, loaded or to be loaded.</summary>
    public static bool Provides(string name) => Trusted.ContainsKey(name) || Loaded(name) is not null;

    /// <summary>The file of one of the host's assemblies, or null where there is none, as in a single-file host.</summary>
    public static string? PathOf(string name) => Trusted.TryGetValue(name, out string? path) && File.Exists(path) ? path : null;

    /// <summary>The version of the host's copy, or null where it has none.</summary>
    public static Version? VersionOf(string name)
    {
        // What a host loads later by path must be found then: only what it has is remembered.
        if (Versions.TryGetValue(name, out Version? known))
        {
            return known;
        }

        Version? version = Loaded(name)?.GetName().Version
            ?? (Trusted.TryGetValue(name, out string? path) ? AssemblyImage.Read(path).Image?.Version : null);
        if (version is not null)
        {
            Versions[name] = version;
        }

        return version;
    }

    /// <summary>Whether the host's copy carries <see cref="SharedAssemblyAttribute"/>. Loads nothing.</summary>
    public static bool IsMarkedShared(string name)
    {
        if (Marked.TryGetValue(name, out bool known))
        {
            return known;
        }

        string? path = Trusted.GetValueOrDefault(name) ?? Loaded(name)?.Location;
        if (string.IsNullOrEmpty(path))
        {
            return false;
        }

        return Marked[name] = AssemblyImage.Read(path).Image is { IsMarkedShared: true };
    }

    /// <summary>An assembly that the host has loaded already, or null.</summary>
    public static Assembly? Loaded(string name) => LoadedAssemblies.Find(name);

    private static FrozenDictionary<string, string> ReadTrusted()
    {
        string list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        Dictionary<string, string> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            byName.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static DepsFile? ReadEntryDeps()
    {
        string? name = Assembly.GetEntryAssembly()?.GetName().Name;
        return name is not null && DepsFile.TryRead(Path.Combine(AppContext.BaseDirectory, name + ".deps.json"), out DepsFile? deps, out _)
            ? deps
            : null;
    }

    // A host may bring a newer package of what the framework has too: its file is beside the host, the name is the framework's.
    private static FrozenSet<string> FindFramework()
    {
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        IEnumerable<string> folders = Trusted.Values.Select(p => Path.GetDirectoryName(p) ?? "").Distinct().Where(f => f != own);
        HashSet<string> inFolders = new(StringComparer.OrdinalIgnoreCase);
        foreach (string folder in folders.Where(f => IsFrameworkFolder(f) && Directory.Exists(f)))
        {
            inFolders.UnionWith(Directory.EnumerateFiles(folder, "*.dll").Select(f => Path.GetFileNameWithoutExtension(f)));
        }

        inFolders.UnionWith(EntryDeps?.RuntimePackAssemblies ?? []);
        if (inFolders.Count == 0)
        {
            // One file, or a custom layout: the files do not tell, the names nearly do.
            inFolders.UnionWith(Trusted.Keys.Where(n => n is "netstandard" or "mscorlib" or "System" or "WindowsBase"
                || n.StartsWith("System.", StringComparison.Ordinal) || n.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)));
        }

        return inFolders.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    // …/shared/Microsoft.NETCore.App/10.0.1
    private static bool IsFrameworkFolder(string folder) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder))) == "shared"
        || folder == Path.GetDirectoryName(typeof(object).Assembly.Location);
}
