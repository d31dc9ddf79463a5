using System.Collections.Frozen;
using System.Reflection;

namespace HotStart.Flow.Candidates;

/// <summary>
/// Which assemblies a plugin gets from its host: the framework, HotStart's own, the host's projects, those that the
/// host names and those marked with <see cref="SharedAssemblyAttribute"/>. All else that a plugin ships is its own.
/// Immutable; safe for use by several threads.
/// </summary>
/// <param name="named">What the host names as shared.</param>
/// <param name="apart">What the host names as loaded apart by each generation, though it is the framework's.</param>
internal sealed class SharedAssemblies(IEnumerable<string> named, IEnumerable<string>? apart = null)
{
    private readonly FrozenSet<string> _named = named.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> _apart = (apart ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The framework's file that a generation loads for itself, or null where it uses the host's copy.</summary>
    public string? PathOfPrivate(string simpleName) =>
        _apart.Contains(simpleName) && IsFramework(simpleName) ? HostAssemblies.PathOf(simpleName) : null;

    /// <summary>Whether the host's copy is used even where the plugin ships one.</summary>
    public bool IsShared(string simpleName) =>
        IsFramework(simpleName)
        || simpleName.Equals("HotStart.Abstractions", StringComparison.OrdinalIgnoreCase)
        || simpleName.Equals("HotStart", StringComparison.OrdinalIgnoreCase)
        || ((_named.Contains(simpleName) || HostAssemblies.Projects.Contains(simpleName)) && HostAssemblies.Provides(simpleName))
        || HostAssemblies.IsMarkedShared(simpleName);

    /// <summary>Whether it comes with the runtime.</summary>
    public bool IsFramework(string simpleName) => HostAssemblies.IsFramework(simpleName);

    /// <summary>
    /// Whether a plugin that refers to this version and ships a copy uses its own: contracts never; of the framework
    /// what the host has in an older version, for that the host's copy could not be loaded anyway.
    /// </summary>
    public bool UsesOwnCopy(string simpleName, Version? wanted) =>
        !IsShared(simpleName)
        || (IsFramework(simpleName) && wanted is not null && HostAssemblies.VersionOf(simpleName) is { } has && wanted > has
            && simpleName is not ("System.Runtime" or "System.Private.CoreLib" or "netstandard" or "mscorlib"));

    /// <summary>The host's copy, or null where it has none.</summary>
    public Assembly? Load(AssemblyName name)
    {
        try
        {
            return HostAssemblies.Loaded(name.Name ?? "") ?? HostAssemblies.Context.LoadFromAssemblyName(name);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            // The runtime asks for what may not exist, and reports what stays unfound itself.
            return null;
        }
    }
}
