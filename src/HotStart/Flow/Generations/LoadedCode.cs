using System.Reflection;
using HotStart.Flow.Candidates;
using HotStart.Handles;

namespace HotStart.Flow.Generations;

/// <summary>The only strong references that HotStart itself has to a generation's code.</summary>
internal sealed class LoadedCode(PluginLoadContext context, Assembly assembly)
{
    public PluginLoadContext Context { get; } = context;

    public Assembly Assembly { get; } = assembly;

    /// <summary>Its symbols, read on first use.</summary>
    public SymbolTable Symbols => field ??= new SymbolTable(Assembly);

    /// <summary>The objects that implement contracts and the lifecycle, one of each class.</summary>
    public required PluginInstances Instances { get; init; }
}
