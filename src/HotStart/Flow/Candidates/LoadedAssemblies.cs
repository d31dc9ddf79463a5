using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace HotStart.Flow.Candidates;

/// <summary>
/// The assemblies that the host has loaded, by name. Kept by an event: going through all of them for each question
/// would cost more than loading a small plugin.
/// </summary>
internal static class LoadedAssemblies
{
    private static readonly ConcurrentDictionary<string, Assembly> ByName = new(StringComparer.OrdinalIgnoreCase);

    static LoadedAssemblies()
    {
        // First the event, then the list: what is loaded in between is seen twice rather than never.
        AppDomain.CurrentDomain.AssemblyLoad += static (_, loaded) => Add(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Add(assembly);
        }
    }

    public static Assembly? Find(string name) => ByName.GetValueOrDefault(name);

    // Never a plugin's: the reference would keep it in memory.
    private static void Add(Assembly assembly)
    {
        if (!assembly.IsCollectible && !assembly.IsDynamic
            && AssemblyLoadContext.GetLoadContext(assembly) is { } context
            && (context == HostAssemblies.Context || context == AssemblyLoadContext.Default)
            && assembly.GetName().Name is { } name)
        {
            ByName.TryAdd(name, assembly);
        }
    }
}
