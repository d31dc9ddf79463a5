using System.Reflection;

namespace HotStart.Flow.Candidates;

/// <summary>Which assemblies a plugin gets from its host. Immutable; safe for use by several threads.</summary>
internal sealed class SharedAssemblies(IEnumerable<string> named)
{
    private readonly HashSet<string> _named = new(named, StringComparer.OrdinalIgnoreCase);

    public bool IsShared(AssemblyName name) => _named.Contains(name.Name ?? "");
}
