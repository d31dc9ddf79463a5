using System.Collections.Concurrent;
using HotStart.Flow.Generations;

namespace HotStart.Flow;

/// <summary>
/// Keeps the generation that was replaced last ready for a rollback by pointer, for a time; and keeps the bound on
/// how many generations of a plugin are in use.
/// </summary>
internal sealed class WarmShelf(PluginFlow flow)
{
    /// <summary>How long a swap waits for a drain that is under way before it is refused for lack of room.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Generation, CancellationTokenSource> _warm = new();

    /// <summary>Retires what was replaced, or keeps it warm first.</summary>
    public void Put(PluginRecord plugin, Generation replaced, bool keep)
    {
        Expel(plugin);
        if (keep && flow.Options.KeepWarm > TimeSpan.Zero)
        {
            replaced.MoveTo(GenerationState.Warm);
            PutBack(plugin, replaced);
            return;
        }

        Retire(plugin, replaced);
    }

    /// <summary>Keeps a warm generation that was taken in vain.</summary>
    public void PutBack(PluginRecord plugin, Generation warm)
    {
        CancellationTokenSource expel = new();
        _warm[warm] = expel;
        flow.InBackground(() => WaitThenRetireAsync(plugin, warm, expel));
    }

    /// <summary>Takes a warm generation to make it active again. False when its time is over.</summary>
    public bool TryTake(Generation warm)
    {
        // Whoever removes the entry owns what becomes of the generation: this, or the wait's end.
        if (!_warm.TryRemove(warm, out CancellationTokenSource? expel))
        {
            return false;
        }

        expel.Cancel();
        return true;
    }

    /// <summary>Ends all waiting: the host stops.</summary>
    public void Clear()
    {
        foreach (CancellationTokenSource expel in _warm.Values)
        {
            expel.Cancel();
        }
    }

    /// <summary>Null when another generation may be loaded, else why not.</summary>
    public async Task<Reason?> MakeRoomAsync(PluginRecord plugin, CancellationToken cancellationToken)
    {
        int bound = flow.Options.MaxLiveGenerations;
        if (InUse(plugin).Count >= bound)
        {
            Expel(plugin);
            await WaitForDrainsAsync(plugin, bound, cancellationToken).ConfigureAwait(false);
        }

        List<Generation> inUse = InUse(plugin);
        if (inUse.Count < bound)
        {
            return null;
        }

        string holders = string.Join("; ", inUse
            .Where(g => g.State != GenerationState.Active)
            .Select(g => $"generation {g.Number} ({g.State}) by {string.Join(", ", flow.Drain.Holders(g).DefaultIfEmpty("its own start or stop"))}"));
        return new Reason(
            ReasonCodes.TooManyGenerations,
            $"'{plugin.Id}' has {inUse.Count} generations in use and at most {bound} are allowed (MaxLiveGenerations). Still held: {holders}. End those calls, or raise the bound.");
    }

    private static List<Generation> InUse(PluginRecord plugin) => [.. plugin.Generations().Where(g => g.IsInUse)];

    private async Task WaitForDrainsAsync(PluginRecord plugin, int bound, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_patience, flow.Options.TimeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A warm one was expelled just now: it is about to drain.
            while (InUse(plugin) is { } inUse && inUse.Count >= bound
                && inUse.FindAll(g => g.State is GenerationState.Warm or GenerationState.Draining) is { Count: > 0 } draining)
            {
                await Task.WhenAny(draining.Select(g => g.Unused)).WaitAsync(both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The caller looks again and says who holds them.
        }
    }

    private void Expel(PluginRecord plugin)
    {
        foreach (Generation generation in plugin.Generations())
        {
            // Here and not at the end of its wait, which comes later: a rollback in between would still find it warm.
            if (TryTake(generation))
            {
                Retire(plugin, generation);
            }
        }
    }

    private void Retire(PluginRecord plugin, Generation generation)
    {
        generation.MoveTo(GenerationState.Draining);
        flow.Retire(plugin, generation, Task.CompletedTask);
    }

    private async Task WaitThenRetireAsync(PluginRecord plugin, Generation generation, CancellationTokenSource expel)
    {
        try
        {
            await Task.Delay(flow.Options.KeepWarm, flow.Options.TimeProvider, expel.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Replaced by a newer one, made to give room, or the host stops: its time is over early.
        }

        if (_warm.TryRemove(KeyValuePair.Create(generation, expel)))
        {
            Retire(plugin, generation);
        }
    }
}
