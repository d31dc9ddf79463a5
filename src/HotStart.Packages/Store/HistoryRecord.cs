using System.Collections.Immutable;

namespace HotStart.Packages.Store;

/// <summary>Something that happened to a store: who or what asked for it, when, and how it ended.</summary>
public sealed record HistoryRecord
{
    /// <summary>Rises with each record.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it is about.</summary>
    public required HistoryKind Kind { get; init; }

    /// <summary>The plugin, or <see langword="null"/> where it is about all of a release or store.</summary>
    public string? PluginId { get; init; }

    /// <summary>The number of the release, or <see langword="null"/>.</summary>
    public long? Release { get; init; }

    /// <summary>Who or what asked for it: a user on a machine, a host.</summary>
    public required string Requester { get; init; }

    /// <summary>What was asked, as in <c>install pricing@1.1</c>.</summary>
    public required string Request { get; init; }

    /// <summary>The version before, or <see langword="null"/>.</summary>
    public string? OldVersion { get; init; }

    /// <summary>The version after, or <see langword="null"/>.</summary>
    public string? NewVersion { get; init; }

    /// <summary>The generation it is about, or <see langword="null"/>.</summary>
    public int? Generation { get; init; }

    /// <summary>How it ended, in a word: <c>done</c>, <c>refused</c>, <c>unloaded</c> …</summary>
    public required string Outcome { get; init; }

    /// <summary>What happened, in words.</summary>
    public required string Message { get; init; }

    /// <summary>How long it took, where that makes sense.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long each stage took, in their order.</summary>
    public ImmutableArray<StageTime> Stages { get; init; } = [];

    /// <summary>Why it was refused or failed; empty when it was not.</summary>
    public ImmutableArray<Reason> Reasons { get; init; } = [];
}
