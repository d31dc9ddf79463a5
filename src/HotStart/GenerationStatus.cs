using System.Collections.Immutable;

namespace HotStart;

/// <summary>One generation as it stood when the status was taken. Holds numbers and strings only.</summary>
public sealed record GenerationStatus
{
    /// <summary>Its number: 1, 2, 3 … per plugin.</summary>
    public required int Number { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The hash of its staged copy.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public required GenerationState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Unfinished tasks and streams that hold it, and pinned sets.</summary>
    public required long Leases { get; init; }

    /// <summary>Who holds it, in words: threads that run it, unfinished calls by name, pinned sets.</summary>
    public required ImmutableArray<string> Holders { get; init; }

    /// <summary>What keeps it in memory, in words, where it leaked; else <see langword="null"/>.</summary>
    public string? LeakReason { get; init; }

    /// <summary>What became of it, or <see cref="UnloadVerdict.Pending"/>.</summary>
    public UnloadVerdict Verdict => State switch
    {
        GenerationState.Unloaded => UnloadVerdict.Unloaded,
        GenerationState.Lingering => UnloadVerdict.Lingering,
        GenerationState.Leaked => UnloadVerdict.Leaked,
        _ => UnloadVerdict.Pending,
    };
}
