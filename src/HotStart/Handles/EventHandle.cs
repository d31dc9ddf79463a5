namespace HotStart.Handles;

/// <summary>
/// A proxy of a contract with events: subscriptions belong to the proxy and follow it from generation to generation.
/// </summary>
internal abstract unsafe class EventHandle : Handle
{
    // The plugin's accessors run inside this lock: an event must be recorded and attached as one step, or a swap in
    // between would attach it twice or never. An accessor that waits for another thread's subscription to the same
    // proxy would deadlock, as it would with any lock of its own.
    private readonly Lock _lock = new();
    private readonly List<(int Event, Delegate Handler)> _subscriptions_NeedsLock = [];
    private readonly List<BoundTarget> _attached_NeedsLock = [];

    public override void AttachEvents(BoundTarget target)
    {
        lock (_lock)
        {
            Attach_NeedsLock(target);
        }
    }

    public override void DetachEvents(BoundTarget target)
    {
        List<Exception> errors = [];
        Detach(target, errors);
        if (errors.Count > 0)
        {
            // The flow goes through all handles of a generation and ends with the first that throws. Those behind this
            // one would keep the generation in memory, so it detaches them first.
            foreach (Handle other in Table?.Live(Slot) ?? [])
            {
                if (other is EventHandle events && target.Generation.TryTarget(other.Key, out BoundTarget? its))
                {
                    events.Detach(its, errors);
                }
            }
        }

        HandleErrors.ThrowAll(errors);
    }

    public override void DetachAllEvents()
    {
        List<Exception> errors = [];
        lock (_lock)
        {
            while (_attached_NeedsLock.Count > 0)
            {
                BoundTarget target = _attached_NeedsLock[^1];
                _attached_NeedsLock.RemoveAt(_attached_NeedsLock.Count - 1);
                RemoveAll_NeedsLock(target, errors);
            }
        }

        HandleErrors.ThrowAll(errors);
    }

    /// <summary>Called by emitted code.</summary>
    public void Subscribe(int index, Delegate? handler)
    {
        if (handler is null)
        {
            return;
        }

        bool recorded = false;
        long seen;
        do
        {
            long* frame = Enter(out BoundTarget target);
            try
            {
                seen = target.Generation.Id;
                lock (_lock)
                {
                    Attach_NeedsLock(target);
                    if (!recorded)
                    {
                        _attached_NeedsLock.ForEach(t => Change(t.Instance!, index, add: true, handler));
                        _subscriptions_NeedsLock.Add((index, handler));
                        recorded = true;
                        Table?.Keep(this);
                    }
                }
            }
            finally
            {
                Flow.Leases.CallGate.Exit(frame);
            }
        }
        while (ActiveGenerationId is { } now && now != seen); // swapped meanwhile: the flow may have looked before
    }

    /// <summary>Called by emitted code.</summary>
    public void Unsubscribe(int index, Delegate? handler)
    {
        List<Exception> errors = [];
        lock (_lock)
        {
            int at = _subscriptions_NeedsLock.FindLastIndex(s => s.Event == index && s.Handler.Equals(handler));
            if (at < 0)
            {
                return;
            }

            _subscriptions_NeedsLock.RemoveAt(at);
            if (_subscriptions_NeedsLock.Count == 0)
            {
                Table?.LetGo(this);
            }

            _attached_NeedsLock.ForEach(t => Remove(t, index, handler!, errors));
        }

        HandleErrors.ThrowAll(errors);
    }

    /// <summary>Emitted: adds a handler to, or removes it from, the event of that number.</summary>
    public abstract void Change(object instance, int index, bool add, Delegate handler);

    private void Attach_NeedsLock(BoundTarget target)
    {
        if (!_attached_NeedsLock.Contains(target))
        {
            _attached_NeedsLock.Add(target);
            foreach ((int index, Delegate handler) in _subscriptions_NeedsLock)
            {
                Change(target.Instance!, index, add: true, handler);
            }
        }
    }

    private void Detach(BoundTarget target, List<Exception> errors)
    {
        lock (_lock)
        {
            if (_attached_NeedsLock.Remove(target))
            {
                RemoveAll_NeedsLock(target, errors);
            }
        }
    }

    private void RemoveAll_NeedsLock(BoundTarget target, List<Exception> errors)
    {
        foreach ((int index, Delegate handler) in _subscriptions_NeedsLock)
        {
            Remove(target, index, handler, errors);
        }
    }

    /// <summary>What a plugin's accessor throws is kept for later: the other handlers must come off too.</summary>
    private void Remove(BoundTarget target, int index, Delegate handler, List<Exception> errors)
    {
        try
        {
            Change(target.Instance!, index, add: false, handler);
        }
        catch (Exception e)
        {
            errors.Add(e);
        }
    }
}
