using System.Collections.Immutable;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>One generation in the timeline: put together from what happened and from what is still there.</summary>
internal sealed record GenerationView(int Number)
{
    private const int Most = 12;

    public string Version { get; init; } = "";

    public required GenerationState State { get; init; }

    /// <summary>When it went live; unknown where that is forgotten, or where it never did.</summary>
    public DateTimeOffset? LiveFrom { get; init; }

    /// <summary>When it was replaced or taken out.</summary>
    public DateTimeOffset? LiveUntil { get; init; }

    /// <summary>Since when its state is what it is.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>From its retirement to the proof that it is gone.</summary>
    public TimeSpan? UnloadedAfter { get; init; }

    public long Leases { get; init; }

    public ImmutableArray<string> Holders { get; init; } = [];

    public string? LeakReason { get; init; }

    /// <summary>How long the stages of the change took that made it live.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    public TimeSpan? ChangeTook { get; init; }

    /// <summary>The newest first.</summary>
    public static ImmutableArray<GenerationView> AllOf(PluginStatus status, ImmutableArray<PluginEvent> events)
    {
        Dictionary<int, GenerationView> all = [];
        int? live = null;
        foreach (PluginEvent e in events)
        {
            switch (e.Kind)
            {
                case PluginEventKind.Swapped or PluginEventKind.RolledBack when e.Generation is { } number:
                    EndLive(all, live, e.At);
                    live = number;
                    all[number] = (all.GetValueOrDefault(number) ?? new GenerationView(number) { State = GenerationState.Unloaded }) with
                    {
                        Version = e.Version ?? "",
                        LiveFrom = e.At,
                        LiveUntil = null,
                        Stages = e.Stages,
                        ChangeTook = e.Duration,
                    };
                    break;
                case PluginEventKind.Removed or PluginEventKind.Disabled:
                    EndLive(all, live, e.At);
                    live = null;
                    break;
                case PluginEventKind.Unloaded when e.Generation is { } number && all.TryGetValue(number, out GenerationView? gone):
                    all[number] = gone with { Since = e.At, UnloadedAfter = e.Duration };
                    break;
                default:
                    break;
            }
        }

        foreach (GenerationStatus there in status.Generations)
        {
            GenerationView known = all.GetValueOrDefault(there.Number) ?? new GenerationView(there.Number) { State = there.State };
            all[there.Number] = known with
            {
                Version = there.Version,
                State = there.State,
                Since = there.Since,
                LiveFrom = known.LiveFrom ?? (there.State == GenerationState.Active ? there.Since : null),
                Leases = there.Leases,
                Holders = there.Holders,
                LeakReason = there.LeakReason,
            };
        }

        // What is still there is never left out, however old.
        ImmutableArray<GenerationView> newest = [.. all.Values.OrderByDescending(g => g.Number)];
        return [.. newest.Where((g, i) => i < Most || g.State != GenerationState.Unloaded)];
    }

    private static void EndLive(Dictionary<int, GenerationView> all, int? live, DateTimeOffset at)
    {
        if (live is { } number)
        {
            all[number] = all[number] with { LiveUntil = at };
        }
    }
}
