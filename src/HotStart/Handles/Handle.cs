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

    public LiveCell Cell => _cell;

    /// <summary>What the user holds: the delegate, proxy, variable or symbol. It keeps this handle alive, and this it.</summary>
    public object Face { get; set; } = null!;

    /// <summary>Where it is registered; null only in tests.</summary>
    public HandleTable? Table { get; set; }

    /// <summary>The generation that a call would run now.</summary>
    public long? ActiveGenerationId => _cell.Set?[Slot]?.Id;

    /// <summary>Called once, right after construction: emitted constructors stay empty.</summary>
    public void Initialize(LiveCell cell, string pluginId, int slot, HandleKey key)
    {
        StackLines.Prepare();
        _cell = cell;
        PluginId = pluginId;
        Slot = slot;
        Key = key;
    }

    /// <summary>
    /// Begins a call: returns the frame to give to <see cref="CallGate.Exit"/>, and what to run. From here to there
    /// the target's generation stays as it is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long* Enter(out BoundTarget target)
    {
        // Written for what the compiler makes of it: one branch for all that is rare, and no address of a local that
        // holds a reference. The page must be that of a local: only so is it this thread's and nobody else's.
        int here;
        long page = StackLines.PageOf(&here);
        long* line = StackLines.Find(page);
        if (((*line ^ page) | line[1]) == 0)
        {
            Binding binding = Volatile.Read(ref _binding);
            Volatile.Write(ref line[1], binding.GenerationId);
            target = binding.Target!;
            if (_cell.Set == binding.Live)
            {
                return line + 1;
            }

            CallGate.Exit(line + 1);
        }

        target = EnterSlow(page);
        return CallGate.Entered();
    }

    /// <summary>Binds to the live set now active, so that the next call takes the short way. Never throws.</summary>
    public void Refresh()
    {
        LiveSet? live;
        do
        {
            live = _cell.Set;
            Binding fresh = live?[Slot] is { } generation && generation.TryTarget(Key, out BoundTarget? target)
                ? new Binding(live, target)
                : Binding.Stale;

            // Two threads may refresh at once, around a swap: without the second look (behind a full fence) the one
            // that read the old set could write last, and the handle would keep the old generation in memory.
            Interlocked.Exchange(ref _binding, fresh);
        }
        while (_cell.Set != live);
    }

    /// <summary>Lets go of whatever generation it is bound to.</summary>
    public void Forget() => Volatile.Write(ref _binding, Binding.Stale);

    /// <summary>
    /// Attaches the subscriptions of a contract's events to a generation's object. Called by the flow just before the
    /// publish, and once more just after it for handles made in between; the second time changes nothing.
    /// </summary>
    public virtual void AttachEvents(BoundTarget target)
    {
    }

    /// <summary>Takes them off again. Called by the flow after the drain, or when the candidate is refused after all.</summary>
    public virtual void DetachEvents(BoundTarget target)
    {
    }

    /// <summary>Takes them off every object. For pinned sets at their end.</summary>
    public virtual void DetachAllEvents()
    {
    }

    /// <summary>The first call from a page of stack, a call within a call, or the first one after a swap.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private BoundTarget EnterSlow(long page)
    {
        while (true)
        {
            Binding binding = Volatile.Read(ref _binding);
            long* frame = CallGate.Enter(binding.GenerationId, page);
            LiveSet? live = _cell.Set;
            if (live == binding.Live)
            {
                return binding.Target!;
            }

            CallGate.Exit(frame);
            Rebind(live);
        }
    }

    /// <summary>Binds to this live set if it is still the active one; throws where there is nothing to run.</summary>
    private void Rebind(LiveSet? live)
    {
        Generation generation = (live ?? throw HandleErrors.PinDisposed(this))[Slot] ?? throw HandleErrors.NotActive(this);
        long* frame = CallGate.Enter(generation.Id);
        try
        {
            // Only behind this second look is the generation safe from being unloaded while it is bound.
            if (_cell.Set == live)
            {
                Remember(live, generation.Target(Key));
            }
        }
        finally
        {
            CallGate.Exit(frame);
        }
    }

    private void Remember(LiveSet live, BoundTarget target)
    {
        if (!Key.IsCollectible)
        {
            Refresh();
            return;
        }

        // The generation does not keep such a target: its key would keep the asking plugin in memory.
        Interlocked.Exchange(ref _binding, new Binding(live, target));
        if (_cell.Set != live)
        {
            Forget();
        }
    }
}
