namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>Something that happened.</summary>
internal sealed record EventAnswer
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string Plugin { get; init; }

    public int? Generation { get; init; }

    public string? Version { get; init; }

    public string? Artifact { get; init; }

    public required string Message { get; init; }

    public required ReasonAnswer[] Reasons { get; init; }

    public double? DurationMs { get; init; }

    public required StageAnswer[] Stages { get; init; }

    public static EventAnswer From(PluginEvent e) => new()
    {
        Sequence = e.Sequence,
        At = e.At,
        Kind = Camel.Of(e.Kind),
        Plugin = e.PluginId,
        Generation = e.Generation,
        Version = e.Version,
        Artifact = e.Artifact,
        Message = e.Message,
        Reasons = ReasonAnswer.From(e.Reasons),
        DurationMs = e.Duration?.TotalMilliseconds,
        Stages = StageAnswer.From(e.Stages),
    };
}
