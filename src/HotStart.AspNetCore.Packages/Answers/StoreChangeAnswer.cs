using System.Text.Json.Serialization;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>How a change of the store ended, as <c>hotstart --json</c> tells it.</summary>
internal sealed record StoreChangeAnswer
{
    /// <summary><c>done</c>, <c>unchanged</c>, <c>planned</c> or <c>refused</c>.</summary>
    public required string Event { get; init; }

    public required string Message { get; init; }

    /// <summary>What to do next.</summary>
    public required string Next { get; init; }

    /// <summary>The release that is active now.</summary>
    public required ReleaseAnswer Release { get; init; }

    public required PlannedAnswer[] Plan { get; init; }

    public required ReasonAnswer[] Reasons { get; init; }

    public required double Ms { get; init; }

    public required Dictionary<string, double> Stages { get; init; }

    /// <summary>What the running host made of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ActivationAnswer? Activation { get; init; }

    public static StoreChangeAnswer Of(ChangeResult result) => new()
    {
        Event = result.Outcome.ToString().ToLowerInvariant(),
        Message = result.Message,
        Next = result.Next,
        Release = ReleaseAnswer.Whole(result.Active, withSettings: true),
        Plan = [.. result.Plan.Select(PlannedAnswer.Of)],
        Reasons = ReasonAnswer.From(result.Reasons),
        Ms = Milliseconds.Of(result.Duration),
        Stages = Milliseconds.Of(result.Stages),
        Activation = result.Activation is { } told ? new ActivationAnswer(told.Outcome, told.Message, Milliseconds.Of(told.Duration ?? TimeSpan.Zero)) : null,
    };
}
