using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;

namespace HotStart.Flow;

/// <summary>Something to go back to: a version's staged copy, and its generation where that is still kept warm.</summary>
internal sealed class HistoryEntry(Generation generation)
{
    // Weak, so that the history of rollbacks keeps no generation that has been retired for good.
    private readonly WeakReference<Generation> _generation = new(generation);

    public Candidate Candidate { get; } = generation.Candidate;

    public StagedCopy Staged => Candidate.Staged;

    public Generation? WarmGeneration =>
        _generation.TryGetTarget(out Generation? kept) && kept.State == GenerationState.Warm ? kept : null;
}
