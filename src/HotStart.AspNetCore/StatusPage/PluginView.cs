using System.Collections.Immutable;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>One plugin as the page shows it.</summary>
internal sealed record PluginView
{
    public required PluginStatus Status { get; init; }

    public required Condition Condition { get; init; }

    /// <summary>What is wrong, each in a few words; empty when nothing is.</summary>
    public required ImmutableArray<string> Complaints { get; init; }

    /// <summary>Its generations as far as they are remembered, the newest first.</summary>
    public required ImmutableArray<GenerationView> Generations { get; init; }

    /// <summary>How the last candidate was refused, where that still stands.</summary>
    public PluginEvent? Refusal { get; init; }

    /// <summary>Fit for the id of an element and for a link.</summary>
    public string Anchor => $"plugin-{Status.Id}";

    /// <summary>Whether something that was replaced is still in memory.</summary>
    public bool HasLeftovers => Status.Generations.Any(g => g.State is GenerationState.Lingering or GenerationState.Leaked);

    public static PluginView Of(PluginStatus status, ImmutableArray<PluginEvent> events)
    {
        ImmutableArray<PluginEvent> own = [.. events.Where(e => e.PluginId.Equals(status.Id, StringComparison.OrdinalIgnoreCase))];
        ImmutableArray<string> complaints = [.. ComplaintsOf(status)];
        return new PluginView
        {
            Status = status,
            Complaints = complaints,
            Condition = ConditionOf(status, complaints),
            Generations = GenerationView.AllOf(status, own),
            Refusal = status.LastRefusal.IsEmpty ? null : own.LastOrDefault(e => e.Kind == PluginEventKind.Refused),
        };
    }

    private static Condition ConditionOf(PluginStatus status, ImmutableArray<string> complaints) => status switch
    {
        { IsDisabled: true } => Condition.Disabled,
        { ActiveGeneration: null } => Condition.Down,
        _ => complaints.IsEmpty ? Condition.Serving : Condition.Care,
    };

    private static IEnumerable<string> ComplaintsOf(PluginStatus status)
    {
        if (status is { ActiveGeneration: null, IsDisabled: false })
        {
            yield return "not active: calls of it fail";
        }

        if (!status.LastRefusal.IsEmpty)
        {
            yield return "the last change was refused";
        }

        int lingering = status.Generations.Count(g => g.State == GenerationState.Lingering);
        if (lingering > 0)
        {
            yield return $"{Words.Count(lingering, "generation")} still in use after the drain limit";
        }

        if (status.LeakedGenerations > 0)
        {
            yield return $"{Words.Count(status.LeakedGenerations, "generation")} leaked ({Words.Bytes(status.LeakedBytes)} of code)";
        }

        if (status.HasReachedLeakLimit)
        {
            yield return "the limit on what may leak is reached: new versions are refused";
        }

        if (status.ArtifactDeleted)
        {
            yield return "its artifact is gone from the disk";
        }
    }
}
