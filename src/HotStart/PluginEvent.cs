using System.Collections.Immutable;
using System.Diagnostics;

namespace HotStart;

/// <summary>Something that happened to a plugin. Holds numbers and strings only, so it keeps no generation in memory.</summary>
[DebuggerDisplay("{Sequence} {Kind}: {Message,nq}")]
public sealed record PluginEvent
{
    /// <summary>Rises by one with each event of a host; a gap means that this watcher was too slow and missed some.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required PluginEventKind Kind { get; init; }

    /// <summary>The plugin, or the name of the artifact where its id could not be read.</summary>
    public required string PluginId { get; init; }

    /// <summary>The generation it is about, or <see langword="null"/>.</summary>
    public int? Generation { get; init; }

    /// <summary>The version of that generation, or <see langword="null"/>.</summary>
    public string? Version { get; init; }

    /// <summary>The artifact it is about, or <see langword="null"/>.</summary>
    public string? Artifact { get; init; }

    /// <summary>What happened, in words.</summary>
    public required string Message { get; init; }

    /// <summary>Why something was refused; empty when nothing was.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];

    /// <summary>How long it took, where that makes sense: the change, or from retirement to the verdict.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long each stage of the change took, in their order; empty where the event is not the end of a change.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];
}
