using System.Reflection;
using HotStart.Flow.Candidates;
using HotStart.Flow.Extensions;
using HotStart.Handles;

namespace HotStart.Flow.Generations;

/// <summary>The only strong references that HotStart itself has to a generation's code.</summary>
internal sealed class LoadedCode(
    PluginLoadContext loadContext, Assembly assembly, GenerationContext context, PluginInstances instances)
{
    private bool? _mayChangeContext;

    public PluginLoadContext LoadContext { get; } = loadContext;

    public Assembly Assembly { get; } = assembly;

    /// <summary>What the plugin's objects were given.</summary>
    public GenerationContext Context { get; } = context;

    /// <summary>The objects that implement contracts and the lifecycle, one of each class.</summary>
    public PluginInstances Instances { get; } = instances;

    /// <summary>Its symbols, read on first use.</summary>
    public SymbolTable Symbols => field ??= new SymbolTable(Assembly);

    /// <summary>Whether calls must be kept from changing their caller's execution context.</summary>
    public bool MayChangeContext => _mayChangeContext ??= ContextUse.In(LoadContext.Staged);

    /// <summary>What the host's extension made of it, if anything.</summary>
    public GenerationPart? Part { get; set; }

    /// <summary>Set once its start was begun: then its stop must run.</summary>
    public IPluginLifecycle? Lifecycle { get; set; }
}
