using System.Collections.Immutable;
using HotStart.Packages.Releases;

namespace HotStart.Packages.Store;

/// <summary>What became of a change of a store. Holds numbers and strings only.</summary>
public sealed record ChangeResult
{
    /// <summary>How it ended.</summary>
    public required ChangeOutcome Outcome { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, in a sentence; empty where there is nothing.</summary>
    public string Next { get; init; } = "";

    /// <summary>The release that is active now.</summary>
    public required Release Active { get; init; }

    /// <summary>What was done or planned, by plugin.</summary>
    public ImmutableArray<PlannedChange> Plan { get; init; } = [];

    /// <summary>Why it was refused; empty where it was not.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>From the beginning to the end, a running host's part included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long each stage took, in their order.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    /// <summary>What the running host made of it, or <see langword="null"/> where none runs or it was not waited for.</summary>
    public HistoryRecord? Activation { get; init; }

    /// <summary>Whether what was asked for is so.</summary>
    public bool Succeeded => Outcome != ChangeOutcome.Refused;

    /// <summary>Whether anything is different now.</summary>
    public bool Changed => Outcome == ChangeOutcome.Done;
}
