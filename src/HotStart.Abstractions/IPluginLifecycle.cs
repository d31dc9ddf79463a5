namespace HotStart;

/// <summary>
/// Implemented by at most one public class of a plugin (with a public parameterless constructor) that has something
/// to do before its first call and after its last one.
/// </summary>
/// <remarks>
/// <see cref="StartAsync"/> runs while the code is still a candidate: nobody calls it yet and the previous generation
/// serves. When it throws, is cancelled or exceeds the host's start limit, the candidate is refused.
/// <see cref="StopAsync"/> runs after the last call has left the generation.
/// </remarks>
public interface IPluginLifecycle
{
    /// <summary>Prepares the generation for its first call.</summary>
    /// <param name="context">What the host offers to this generation.</param>
    /// <param name="cancellationToken">Cancelled when the host's start limit is over or the host stops.</param>
    ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Ends what <see cref="StartAsync"/> began: timers, threads, subscriptions. What is left running keeps the
    /// generation in memory.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the host's stop limit is over.</param>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
