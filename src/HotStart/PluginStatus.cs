using System.Collections.Immutable;

namespace HotStart;

/// <summary>One plugin as it stood when the status was taken. Holds numbers and strings only.</summary>
public sealed record PluginStatus
{
    /// <summary>The plugin.</summary>
    public required string Id { get; init; }

    /// <summary>The number of the active generation, or <see langword="null"/> where none is active.</summary>
    public int? ActiveGeneration { get; init; }

    /// <summary>The version of the active generation, or <see langword="null"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Where it came from.</summary>
    public string? Artifact { get; init; }

    /// <summary>Whether the artifact is gone from the disk; the plugin serves on.</summary>
    public bool ArtifactDeleted { get; init; }

    /// <summary>Whether it was disabled: it is out of the live set and no file change brings it back until it is enabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>All generations that are not proven gone, oldest first.</summary>
    public required ImmutableArray<GenerationStatus> Generations { get; init; }

    /// <summary>Why the latest candidate was refused; empty when it was not.</summary>
    public ImmutableArray<Reason> LastRefusal { get; init; } = [];

    /// <summary>What the compiler warned of in the active generation; empty where HotStart did not compile it.</summary>
    public ImmutableArray<Reason> Warnings { get; init; } = [];

    /// <summary>How many generations were proven gone so far.</summary>
    public int UnloadedGenerations { get; init; }

    /// <summary>How many generations nobody leases any more, yet something keeps in memory.</summary>
    public int LeakedGenerations { get; init; }

    /// <summary>The size in bytes of the assemblies that those had loaded; what their objects hold comes on top.</summary>
    public long LeakedBytes { get; init; }

    /// <summary>Whether a limit on what may leak is reached: a plugin in need of care.</summary>
    public bool HasReachedLeakLimit { get; init; }

    /// <summary>How many faults outside calls were recorded so far.</summary>
    public int Faults { get; init; }

    /// <summary>How many earlier versions <c>RollbackAsync</c> can go back to.</summary>
    public int RollbackDepth { get; init; }
}
