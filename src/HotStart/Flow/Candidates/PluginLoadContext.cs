using System.Reflection;
using System.Runtime.Loader;

namespace HotStart.Flow.Candidates;

/// <summary>One generation's own assemblies; what host and plugin share comes from the host.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    public PluginLoadContext(string name, StagedCopy staged, SharedAssemblies shared, bool collectible)
        : base(name, collectible)
    {
        Staged = staged;
        Shared = shared;
    }

    public StagedCopy Staged { get; }

    public SharedAssemblies Shared { get; }

    public Assembly LoadMain() => LoadFromAssemblyPath(Staged.MainFile);

    protected override Assembly? Load(AssemblyName assemblyName) => null;
}
