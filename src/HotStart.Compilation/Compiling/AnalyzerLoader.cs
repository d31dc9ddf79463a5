using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace HotStart.Compilation.Compiling;

/// <summary>
/// Loads generators and analyzers, with what lies beside them; the compiler and the framework are this process's own.
/// From copies in memory: their files can be built again meanwhile.
/// </summary>
internal sealed class AnalyzerLoader : IAnalyzerAssemblyLoader
{
    private readonly Context _context;
    private readonly ConcurrentDictionary<string, Assembly> _loaded = new(StringComparer.Ordinal);

    public AnalyzerLoader() => _context = new Context(this);

    private ConcurrentDictionary<string, string> Places { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void AddDependencyLocation(string fullPath)
    {
        // Those that are named come first, then whatever lies beside them.
        Places[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;
        foreach (string beside in Directory.EnumerateFiles(Path.GetDirectoryName(fullPath)!, "*.dll"))
        {
            Places.TryAdd(Path.GetFileNameWithoutExtension(beside), beside);
        }
    }

    public Assembly LoadFromPath(string fullPath) => _loaded.GetOrAdd(
        fullPath,
        static (path, context) =>
        {
            using MemoryStream image = new(File.ReadAllBytes(path), writable: false);
            return context.LoadFromStream(image);
        },
        _context);

    /// <summary>Gives their code back, as soon as none of it runs any more.</summary>
    public void Unload() => _context.Unload();

    private sealed class Context(AnalyzerLoader loader) : AssemblyLoadContext("HotStart analyzers", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string name = assemblyName.Name!;
            bool isOurs = name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && Default.Assemblies.Any(a => a.GetName().Name == name);
            return !isOurs && loader.Places.TryGetValue(name, out string? path) && !IsFramework(name)
                ? loader.LoadFromPath(path)
                : null;
        }

        private static bool IsFramework(string name) => Flow.Candidates.HostAssemblies.IsFramework(name);
    }
}
