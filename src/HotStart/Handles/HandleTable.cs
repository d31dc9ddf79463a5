using HotStart.Flow.Generations;
using HotStart.Flow.Leases;
using HotStart.Handles.Emission;
using HotStart.Handles.Symbols;

namespace HotStart.Handles;

/// <summary>
/// All handles of one host: equal lookups give the same handle, and the flow finds those that are alive. It keeps none
/// alive, except proxies with event subscriptions. Safe for use by several threads, during swaps too.
/// </summary>
/// <param name="hostCell">The host's cell. Handles of other cells belong to pinned sets.</param>
internal sealed unsafe class HandleTable(LiveCell hostCell)
{
    private const int FewestToPrune = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<(LiveCell Cell, int Slot, HandleKey Key), WeakReference<Handle>> _byKey_NeedsLock = [];
    private readonly List<WeakReference<Handle>> _collectible_NeedsLock = [];
    private readonly HashSet<Handle> _kept_NeedsLock = [];
    private int _pruneAt_NeedsLock = FewestToPrune;

    /// <summary>A function as delegate type <typeparamref name="T"/>, or a variable as <see cref="Variable{T}"/>.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is neither.</exception>
    /// <exception cref="PluginNotFoundException">The plugin has no active generation.</exception>
    /// <exception cref="SymbolNotFoundException">It has no such symbol.</exception>
    /// <exception cref="SymbolTypeException">The symbol has another type.</exception>
    public T Lookup<T>(LiveCell cell, string pluginId, int slot, string name)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Type type = typeof(T);
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
        {
            return (T)Face(cell, pluginId, slot, new HandleKey(HandleKind.Function, name, type));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Variable<>))
        {
            return (T)Face(cell, pluginId, slot, new HandleKey(HandleKind.Variable, name, type.GetGenericArguments()[0]));
        }

        throw new ArgumentException(type.IsInterface
            ? $"'{name}' was looked up as the interface {TypeText.Of(type)}. Use Get<{TypeText.Of(type)}> for contracts; Lookup takes a delegate type or Variable<T>."
            : $"'{name}' was looked up as {TypeText.Of(type)}. Lookup takes a delegate type (functions) or Variable<T> (fields and properties).");
    }

    /// <summary>A symbol of any kind, without a type.</summary>
    /// <param name="cell">Whose live set.</param>
    /// <param name="pluginId">The plugin.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="name">The symbol.</param>
    /// <param name="kind"><see cref="HandleKind.Untyped"/> or <see cref="HandleKind.NamedCall"/>.</param>
    /// <inheritdoc cref="Lookup{T}" path="/exception"/>
    public Symbol LookupSymbol(LiveCell cell, string pluginId, int slot, string name, HandleKind kind = HandleKind.Untyped)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return (Symbol)Face(cell, pluginId, slot, new HandleKey(kind, name, typeof(object)));
    }

    /// <summary>A proxy of a contract: of the one class that implements it, or of the class of that name.</summary>
    /// <inheritdoc cref="Lookup{T}" path="/exception"/>
    public T Get<T>(LiveCell cell, string pluginId, int slot, string? name = null)
        where T : class
    {
        if (!typeof(T).IsInterface)
        {
            throw new ArgumentException(
                $"{TypeText.Of(typeof(T))} is no interface. A contract is an interface that host and plugin share; functions are looked up with Lookup.");
        }

        return (T)Face(cell, pluginId, slot, new HandleKey(HandleKind.Contract, name ?? "", typeof(T)));
    }

    /// <summary>All symbols of the active generation.</summary>
    /// <exception cref="PluginNotFoundException">The plugin has no active generation.</exception>
    public IReadOnlyList<SymbolInfo> Symbols(LiveCell cell, string pluginId, int slot)
    {
        while (true)
        {
            LiveSet? live = cell.Set;
            Generation generation = live?[slot] ?? throw new PluginNotFoundException(
                pluginId, $"Plugin '{pluginId}' has no active generation to list the symbols of: it was removed, or its host or pinned set ended.");
            long* frame = CallGate.Enter(generation.Id);
            try
            {
                if (cell.Set == live)
                {
                    return generation.Code!.Symbols.List();
                }
            }
            finally
            {
                CallGate.Exit(frame);
            }
        }
    }

    /// <summary>The host's live handles of one plugin. Pinned sets' handles are not among them.</summary>
    public IReadOnlyList<Handle> Live(int slot) => Alive(h => h.Slot == slot && h.Cell == hostCell);

    /// <summary>All live handles of the host. Pinned sets' handles are not among them.</summary>
    public IReadOnlyList<Handle> Live() => Alive(h => h.Cell == hostCell);

    /// <summary>
    /// Ends a pinned set, after its cell was emptied: its handles let go of what they are bound to. Throws afterwards
    /// what the plugins' event accessors threw.
    /// </summary>
    public void Forget(LiveCell cell)
    {
        List<Exception> errors = [];
        foreach (Handle handle in Alive(h => h.Cell == cell))
        {
            try
            {
                handle.DetachAllEvents();
            }
            catch (Exception e)
            {
                errors.Add(e);
            }

            handle.Forget();
            LetGo(handle);
        }

        HandleErrors.ThrowAll(errors);
    }

    /// <summary>
    /// Keeps a handle alive while it has event subscriptions: the host may hold only its own handler, and still wants
    /// the events of later generations.
    /// </summary>
    public void Keep(Handle handle)
    {
        lock (_lock)
        {
            _kept_NeedsLock.Add(handle);
        }
    }

    public void LetGo(Handle handle)
    {
        lock (_lock)
        {
            _kept_NeedsLock.Remove(handle);
        }
    }

    private object Face(LiveCell cell, string pluginId, int slot, HandleKey key)
    {
        if (Known(cell, slot, key) is { } known)
        {
            Validate(known);
            return known.Face;
        }

        Handle made = Make(key);
        made.Initialize(cell, pluginId, slot, key);
        made.Table = this;
        made.Face = FaceOf(made);
        Validate(made);
        Handle registered = Register(made);

        // Behind the registration: a swap that came before it did not see this handle.
        registered.Refresh();
        return registered.Face;
    }

    /// <summary>Throws what a call would throw now.</summary>
    private static void Validate(Handle handle) => CallGate.Exit(handle.Enter(out _));

    private static Handle Make(HandleKey key) => key.Kind is HandleKind.Function or HandleKind.Contract
        ? EmittedHandle.For(key.Type).Create()
        : new PlainHandle();

    private static object FaceOf(Handle handle) => handle.Key.Kind switch
    {
        HandleKind.Function => Delegate.CreateDelegate(handle.Key.Type, handle, DelegateEmitter.MethodName),
        HandleKind.Variable => Activator.CreateInstance(
            typeof(Variable<>).MakeGenericType(handle.Key.Type),
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic,
            null, [handle], null)!,
        HandleKind.Contract => handle,
        _ => new Symbol(handle),
    };

    private Handle? Known(LiveCell cell, int slot, HandleKey key)
    {
        lock (_lock)
        {
            return _byKey_NeedsLock.TryGetValue((cell, slot, key), out WeakReference<Handle>? weak)
                && weak.TryGetTarget(out Handle? handle) ? handle : null;
        }
    }

    private Handle Register(Handle made)
    {
        lock (_lock)
        {
            if (_byKey_NeedsLock.Count + _collectible_NeedsLock.Count >= _pruneAt_NeedsLock)
            {
                Prune_NeedsLock();
            }

            // A key about a collectible type must not be kept here: it would keep the type's assembly.
            if (made.Key.IsCollectible)
            {
                _collectible_NeedsLock.Add(new WeakReference<Handle>(made));
                return made;
            }

            (LiveCell, int, HandleKey) key = (made.Cell, made.Slot, made.Key);
            if (_byKey_NeedsLock.TryGetValue(key, out WeakReference<Handle>? weak) && weak.TryGetTarget(out Handle? first))
            {
                return first;
            }

            _byKey_NeedsLock[key] = new WeakReference<Handle>(made);
            return made;
        }
    }

    private void Prune_NeedsLock()
    {
        foreach (((LiveCell, int, HandleKey) key, WeakReference<Handle> weak) in _byKey_NeedsLock)
        {
            if (!weak.TryGetTarget(out _))
            {
                _byKey_NeedsLock.Remove(key);
            }
        }

        _collectible_NeedsLock.RemoveAll(w => !w.TryGetTarget(out _));
        _pruneAt_NeedsLock = Math.Max(FewestToPrune, 2 * (_byKey_NeedsLock.Count + _collectible_NeedsLock.Count));
    }

    private List<Handle> Alive(Predicate<Handle> wanted)
    {
        List<Handle> alive = [];
        lock (_lock)
        {
            foreach (WeakReference<Handle> weak in _byKey_NeedsLock.Values)
            {
                if (weak.TryGetTarget(out Handle? handle) && wanted(handle))
                {
                    alive.Add(handle);
                }
            }

            foreach (WeakReference<Handle> weak in _collectible_NeedsLock)
            {
                if (weak.TryGetTarget(out Handle? handle) && wanted(handle))
                {
                    alive.Add(handle);
                }
            }
        }

        return alive;
    }
}
