namespace HotStart.Flow.Extensions;

/// <summary>
/// What a <see cref="FlowExtension"/> made of one generation: its endpoints and services, for example. Part of the
/// generation's life from its trial to its stop, called by the flow and in this order; <see cref="Published"/> again where a warm generation comes back.
/// </summary>
internal abstract class GenerationPart
{
    /// <summary>It is in the live set.</summary>
    public abstract void Published();

    /// <summary>It has left the live set; those who are inside stay until they are done.</summary>
    public abstract void Leave();

    /// <summary>
    /// Who holds the generation, in words, of the leases that no call of a handle explains. Called at any time.
    /// </summary>
    /// <param name="leases">How many such leases there are.</param>
    public abstract IEnumerable<string> Holders(long leases);

    /// <summary>Nobody is inside any more: stops what it began.</summary>
    /// <returns>What went wrong.</returns>
    public abstract Task<IReadOnlyList<Exception>> StopAsync(CancellationToken cancellationToken);

    /// <summary>Disposes what it made, after the plugin's own stop.</summary>
    public abstract ValueTask DisposeAsync();
}
