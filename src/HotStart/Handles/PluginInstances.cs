namespace HotStart.Handles;

/// <summary>The objects of one generation that implement contracts and the lifecycle, one of each class.</summary>
internal sealed class PluginInstances(PluginContext context)
{
    public PluginContext Context { get; } = context;

    /// <summary>The one object of this class, made on first use.</summary>
    public object Get(Type type) => throw new CandidateRejectedException(type.Name, []);
}
