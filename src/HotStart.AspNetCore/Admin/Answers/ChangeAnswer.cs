namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>How a change ended.</summary>
internal sealed record ChangeAnswer
{
    public required string Plugin { get; init; }

    /// <summary><c>swapped</c>, <c>unchanged</c>, <c>refused</c>, <c>rolledBack</c> or <c>removed</c>.</summary>
    public required string Outcome { get; init; }

    public int? FromGeneration { get; init; }

    public int? ToGeneration { get; init; }

    public string? Version { get; init; }

    public required long LiveSet { get; init; }

    public required double DurationMs { get; init; }

    public required ReasonAnswer[] Reasons { get; init; }

    public required StageAnswer[] Stages { get; init; }

    public static ChangeAnswer From(SwapResult result)
    {
        PluginSwap swap = result.Plugins[0];
        return new ChangeAnswer
        {
            Plugin = swap.PluginId,
            Outcome = Camel.Of(swap.Outcome),
            FromGeneration = swap.FromGeneration,
            ToGeneration = swap.ToGeneration,
            Version = swap.Version,
            LiveSet = result.LiveSet,
            DurationMs = result.Duration.TotalMilliseconds,
            Reasons = ReasonAnswer.From(swap.Reasons),
            Stages = StageAnswer.From(swap.Stages),
        };
    }
}
