using HotStart.Diagnostics;
using HotStart.Flow.Generations;
using HotStart.Flow.Leases;
using HotStart.Handles;

namespace HotStart.Flow.Unloading;

/// <summary>Waits until nobody runs a retired generation any more. The order of the steps matters.</summary>
internal sealed class Drain(Publisher publisher, TimeProvider time)
{
    private const int YieldsBeforeTimer = 4;

    private static readonly TimeSpan _firstLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestLook = TimeSpan.FromMilliseconds(50);

    public async Task WaitAsync(Generation generation)
    {
        // 1. Pinned sets first: while one is there, new calls may still enter through it.
        await publisher.WhenUnpinned(generation).ConfigureAwait(false);

        // 2. Frames next. Nobody enters any more, and the barrier makes visible who did.
        CallGate.SynchronizeWithCallers();
        TimeSpan wait = _firstLook;
        for (int look = 0; CallGate.IsHeld(generation.Id); look++)
        {
            if (look < YieldsBeforeTimer)
            {
                await Task.Yield();
                continue;
            }

            await Task.Delay(wait, time).ConfigureAwait(false);
            wait = wait < _longestLook / 2 ? wait * 2 : _longestLook;
        }

        // 3. Counted leases last: they are taken inside frames, so no new one can come now but from an old one.
        generation.Leases.Close();
        await generation.Leases.Drained.ConfigureAwait(false);
    }

    /// <summary>Who holds a generation, in words.</summary>
    public IEnumerable<string> Holders(Generation generation)
    {
        foreach (string thread in CallGate.Holders(generation.Id))
        {
            yield return thread;
        }

        long explained = 0;
        foreach (BoundTarget target in generation.Targets)
        {
            if (target.Pending > 0)
            {
                explained += target.Pending;
                yield return $"{target.Pending} unfinished call(s) of '{target.Key.DisplayName}'";
            }
        }

        foreach (string holder in generation.Code?.Part?.Holders(Math.Max(0, generation.Leases.Count - explained)) ?? [])
        {
            yield return holder;
        }

        long pins = publisher.Pins(generation);
        if (pins > 0)
        {
            yield return $"{pins} pinned set(s)";
        }
    }

    /// <summary>Who holds a generation at this moment, as a status.</summary>
    public GenerationStatus Describe(Generation generation) => new()
    {
        Number = generation.Number,
        Version = generation.Version,
        Fingerprint = generation.Staged.Fingerprint,
        State = generation.State,
        Since = generation.Since,
        Leases = generation.Leases.Count + publisher.Pins(generation),
        Holders = [.. Holders(generation)],
        LeakReason = generation.State == GenerationState.Leaked ? generation.LeakReason : null,
    };
}
