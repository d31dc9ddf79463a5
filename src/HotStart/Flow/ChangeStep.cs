using System.Collections.Immutable;
using HotStart.Diagnostics;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;

namespace HotStart.Flow;

/// <summary>One plugin's part of a change on its way through the flow. Owned by the change that made it.</summary>
internal sealed class ChangeStep(PluginChange change, TimeProvider time)
{
    private readonly List<Reason> _reasons = [];

    public PluginChange Change { get; } = change;

    public StageClock Clock { get; } = new(time);

    /// <summary>The path that was named or found, in full.</summary>
    public string? Path { get; set; }

    public Artifact? Artifact { get; set; }

    public Candidate? Candidate { get; set; }

    public PluginRecord? Plugin { get; set; }

    /// <summary>What is going to be active: a new generation, a warm one, or null for a removal.</summary>
    public Generation? Next { get; set; }

    /// <summary>Whether <see cref="Next"/> ran before and was kept warm.</summary>
    public bool IsNextWarm { get; set; }

    /// <summary>What was active before.</summary>
    public Generation? Previous { get; set; }

    /// <summary>Plugin code of <see cref="Next"/> that outlived its limit.</summary>
    public Task StillRunning { get; set; } = Task.CompletedTask;

    /// <summary>Whether there is nothing to do: what is there is active already.</summary>
    public bool IsUnchanged { get; set; }

    /// <summary>Whether the copy was found torn: not refused, but to be looked at again.</summary>
    public bool IsTorn { get; set; }

    /// <summary>What the compiler warned of.</summary>
    public ImmutableArray<Reason> Warnings { get; set; } = [];

    /// <summary>Whether this unchanged artifact ends a refusal.</summary>
    public bool ClearsRefusal { get; set; }

    public bool IsRefused => _reasons.Count > 0;

    /// <summary>Whether it takes part in the publish.</summary>
    public bool IsFit => !IsRefused && !IsUnchanged && !IsTorn;

    public ImmutableArray<Reason> Reasons => [.. _reasons];

    public string Name => Plugin?.Id ?? Candidate?.PluginId ?? Artifact?.Name ?? Change.PluginId
        ?? System.IO.Path.GetFileName(Path ?? Change.Path ?? "");

    public void Refuse(IEnumerable<Reason> reasons) => _reasons.AddRange(reasons);

    public void Refuse(string code, string message) => _reasons.Add(new Reason(code, message, Path));

    public PluginSwap ToSwap() => new(Name, Outcome)
    {
        Artifact = Path,
        FromGeneration = Previous?.Number,
        ToGeneration = IsRefused || IsTorn ? Previous?.Number : (Next ?? (IsUnchanged ? Previous : null))?.Number,
        Version = (IsRefused || IsUnchanged || IsTorn ? Previous : Next)?.Version,
        Reasons = Reasons,
        Stages = Clock.Laps,
        IsTorn = IsTorn,
    };

    private SwapOutcome Outcome => this switch
    {
        { IsRefused: true } => SwapOutcome.Refused,
        { IsUnchanged: true } or { IsTorn: true } => SwapOutcome.Unchanged,
        { Change.Kind: PluginChangeKind.Rollback } => SwapOutcome.RolledBack,
        { Change.Kind: PluginChangeKind.Remove or PluginChangeKind.Disable } => SwapOutcome.Removed,
        _ => SwapOutcome.Swapped,
    };
}
