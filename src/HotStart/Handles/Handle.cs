using System.Runtime.CompilerServices;
using HotStart.Flow.Generations;
using HotStart.Flow.Leases;

namespace HotStart.Handles;

/// <summary>
/// The version-free half of everything that <c>Lookup</c> and <c>Get</c> return. Emitted classes derive from it.
/// </summary>
internal abstract unsafe class Handle
{
    private LiveCell _cell = null!;
    private Binding _binding = Binding.Stale;

    public HandleKey Key { get; private set; } = null!;

    public string PluginId { get; private set; } = null!;

    public int Slot { get; private set; }

    /// <summary>Called once, right after construction: emitted constructors stay empty.</summary>
    public void Initialize(LiveCell cell, string pluginId, int slot, HandleKey key)
    {
        _cell = cell;
        PluginId = pluginId;
        Slot = slot;
        Key = key;
    }

    /// <summary>
    /// Begins a call: returns the frame to give to <see cref="CallGate.Exit"/> and what to run. From here to there
    /// the target's generation stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long* Enter(out BoundTarget target)
    {
        Binding binding = Volatile.Read(ref _binding);
        BoundTarget? bound = binding.Target;
        if (bound is null)
        {
            return EnterSlow(out target);
        }

        long* frame = CallGate.Enter(bound.GenerationId);
        if (_cell.Set != binding.Live)
        {
            CallGate.Exit(frame);
            return EnterSlow(out target);
        }

        target = bound;
        return frame;
    }

    /// <summary>Binds to the live set now active, so that the next call takes the short way. Never throws.</summary>
    public void Refresh()
    {
        LiveSet? live = _cell.Set;
        Binding fresh = live?[Slot] is { } generation && generation.TryTarget(Key, out BoundTarget? target)
            ? new Binding(live, target)
            : Binding.Stale;
        Volatile.Write(ref _binding, fresh);
    }

    /// <summary>Lets go of whatever generation it is bound to.</summary>
    public void Forget() => Volatile.Write(ref _binding, Binding.Stale);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long* EnterSlow(out BoundTarget target)
    {
        while (true)
        {
            LiveSet live = _cell.Set ?? throw HandleErrors.PinDisposed(this);
            Generation generation = live[Slot] ?? throw HandleErrors.NotActive(this);
            long* frame = CallGate.Enter(generation.Id);
            if (_cell.Set == live)
            {
                try
                {
                    target = generation.Target(Key);
                    return frame;
                }
                catch
                {
                    CallGate.Exit(frame);
                    throw;
                }
            }

            CallGate.Exit(frame);
        }
    }
}
