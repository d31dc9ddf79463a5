namespace HotStart;

/// <summary>Runs a folder of plugins.</summary>
public sealed class PluginHost
{
    /// <summary>Applies.</summary>
    public Task<SwapResult> ApplyAsync(IEnumerable<PluginChange> changes, CancellationToken cancellationToken = default) => throw new HotStartException("");
}
