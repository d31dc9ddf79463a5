namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>One plugin as it stands.</summary>
internal sealed record PluginAnswer
{
    public required string Id { get; init; }

    public int? ActiveGeneration { get; init; }

    public string? Version { get; init; }

    public string? Artifact { get; init; }

    public required bool ArtifactDeleted { get; init; }

    public required bool Disabled { get; init; }

    public required GenerationAnswer[] Generations { get; init; }

    public required ReasonAnswer[] LastRefusal { get; init; }

    public required ReasonAnswer[] Warnings { get; init; }

    public required int UnloadedGenerations { get; init; }

    public required int LeakedGenerations { get; init; }

    public required long LeakedBytes { get; init; }

    public required bool HasReachedLeakLimit { get; init; }

    public required int Faults { get; init; }

    public required int RollbackDepth { get; init; }

    public static PluginAnswer From(PluginStatus status) => new()
    {
        Id = status.Id,
        ActiveGeneration = status.ActiveGeneration,
        Version = status.Version,
        Artifact = status.Artifact,
        ArtifactDeleted = status.ArtifactDeleted,
        Disabled = status.IsDisabled,
        Generations = [.. status.Generations.Select(GenerationAnswer.From)],
        LastRefusal = ReasonAnswer.From(status.LastRefusal),
        Warnings = ReasonAnswer.From(status.Warnings),
        UnloadedGenerations = status.UnloadedGenerations,
        LeakedGenerations = status.LeakedGenerations,
        LeakedBytes = status.LeakedBytes,
        HasReachedLeakLimit = status.HasReachedLeakLimit,
        Faults = status.Faults,
        RollbackDepth = status.RollbackDepth,
    };
}
