using System.Text.Json.Serialization;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>A record of the history, as <c>hotstart history --json</c> has it.</summary>
internal sealed record HistoryAnswer
{
    /// <summary>What it is about.</summary>
    public required string Event { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Plugin { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Release { get; init; }

    /// <summary>Who or what asked for it.</summary>
    public required string Requester { get; init; }

    public required string Request { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Generation { get; init; }

    public required string Outcome { get; init; }

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Ms { get; init; }

    public required Dictionary<string, double> Stages { get; init; }

    public required ReasonAnswer[] Reasons { get; init; }

    public static HistoryAnswer Of(HistoryRecord record) => new()
    {
        Event = record.Kind.ToString().ToLowerInvariant(),
        At = record.At,
        Plugin = record.PluginId,
        Release = record.Release,
        Requester = record.Requester,
        Request = record.Request,
        From = record.OldVersion,
        To = record.NewVersion,
        Generation = record.Generation,
        Outcome = record.Outcome,
        Message = record.Message,
        Ms = record.Duration is { } took ? Milliseconds.Of(took) : null,
        Stages = Milliseconds.Of(record.Stages),
        Reasons = ReasonAnswer.From(record.Reasons),
    };
}
