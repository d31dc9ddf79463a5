using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
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
    private volatile GenerationState _state = GenerationState.Candidate;

    public Generation(int slot, int number, Candidate candidate)
    {
        Slot = slot;
        Number = number;
        PluginId = candidate.PluginId;
        Version = candidate.Version;
        Staged = candidate.Staged;
    }

    /// <summary>Unique in this process; what call frames hold. Never zero.</summary>
    public long Id { get; } = Interlocked.Increment(ref _lastId);

    /// <summary>The plugin's place in the live set.</summary>
    public int Slot { get; }

    /// <summary>1, 2, 3 … per plugin.</summary>
    public int Number { get; }

    public string PluginId { get; }

    public string Version { get; }

    public StagedCopy Staged { get; }

    public GenerationState State => _state;

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
        Debug.Assert(GenerationMoves.IsAllowed(_state, next), $"{PluginId} {Number}: {_state} → {next}");
        _state = next;
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
