using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using HotStart.Diagnostics;
using HotStart.Flow.Candidates;
using HotStart.Flow.Leases;
using HotStart.Handles;

namespace HotStart.Flow.Generations;

/// <summary>
/// One loaded copy of a plugin's code. What it is never changes; where it stands in its life is
/// <see cref="State"/>, moved by the flow alone.
/// </summary>
[DebuggerDisplay("{PluginId,nq} generation {Number} ({Version,nq}): {State}")]
internal sealed class Generation
{
    private static long _lastId;
    private readonly ConcurrentDictionary<HandleKey, BoundTarget> _targets = new();
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _stateLock = new();
    private GenerationState _state = GenerationState.Candidate;
    private DateTimeOffset _since;

    public Generation(int slot, int number, Candidate candidate, TimeProvider time)
    {
        _time = time;
        _since = time.GetUtcNow();
        HotStartMetrics.Moved(null, GenerationState.Candidate);
        Slot = slot;
        Number = number;
        PluginId = candidate.PluginId;
        Version = candidate.Version;
        Candidate = candidate;
    }

    /// <summary>Unique in this process; what call frames hold. Never zero.</summary>
    public long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>The plugin's place in the live set.</summary>
    public int Slot { get; }

    /// <summary>1, 2, 3 … per plugin.</summary>
    public int Number { get; }

    public string PluginId { get; }

    public string Version { get; }

    /// <summary>What it was made of.</summary>
    public Candidate Candidate { get; }

    public StagedCopy Staged => Candidate.Staged;

    public GenerationState State
    {
        get
        {
            lock (_stateLock)
            {
                return _state;
            }
        }
    }

    public DateTimeOffset Since
    {
        get
        {
            lock (_stateLock)
            {
                return _since;
            }
        }
    }

    /// <summary>Completes when nobody runs it any more.</summary>
    public Task Unused => _unused.Task;

    /// <summary>Whether callers may still be inside, or come back: these generations count against the bound.</summary>
    public bool IsInUse => State is GenerationState.Candidate or GenerationState.Active or GenerationState.Warm
        or GenerationState.Draining or GenerationState.Lingering;

    /// <summary>The size of the assemblies it had loaded, once it leaked; null before, and where it was loaded to stay.</summary>
    public long? LeakedBytes { get; set; }

    /// <summary>What keeps it in memory, in words, once it leaked.</summary>
    public string? LeakReason { get; set; }

    /// <summary>Unfinished tasks, streams and the like.</summary>
    public LeaseCount Leases { get; } = new();

    /// <summary>The loaded code; null once unloading began, so that nothing here keeps it alive.</summary>
    public LoadedCode? Code { get; private set; }

    /// <summary>All targets bound so far.</summary>
    public ICollection<BoundTarget> Targets => _targets.Values;

    /// <summary>Set by the loader before anybody else sees the generation.</summary>
    public void Attach(LoadedCode code) => Code = code;

    /// <summary>Moves to another state. A forbidden move is a bug in the flow.</summary>
    public void MoveTo(GenerationState next)
    {
        if (!TryMoveTo(next))
        {
            throw new InvalidOperationException($"{PluginId} generation {Number} may not move from {State} to {next}; this is a bug in HotStart.");
        }
    }

    /// <summary>Moves to another state if that is allowed from where it stands now.</summary>
    public bool TryMoveTo(GenerationState next)
    {
        lock (_stateLock)
        {
            if (!GenerationMoves.IsAllowed(_state, next))
            {
                return false;
            }

            HotStartMetrics.Moved(_state, next);
            _state = next;
            _since = _time.GetUtcNow();
        }

        if (next == GenerationState.Stopping)
        {
            _unused.TrySetResult();
        }

        return true;
    }

    /// <summary>What a handle runs on this generation; bound on first use.</summary>
    /// <exception cref="SymbolNotFoundException">The generation has no such symbol.</exception>
    /// <exception cref="SymbolTypeException">It has another type.</exception>
    public BoundTarget Target(HandleKey key) =>
        _targets.TryGetValue(key, out BoundTarget? target) ? target
        : key.IsCollectible ? Binder.Bind(key, this)
        : _targets.GetOrAdd(key, Binder.Bind(key, this));

    /// <summary>Like <see cref="Target"/>, for whoever must not throw.</summary>
    public bool TryTarget(HandleKey key, [NotNullWhen(true)] out BoundTarget? target) =>
        _targets.TryGetValue(key, out target);

    /// <summary>Lets go of all plugin code. After this only the runtime and leaks keep it alive.</summary>
    public void Detach()
    {
        _targets.Clear();
        Code = null;
    }
}
