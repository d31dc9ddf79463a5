namespace HotStart.AspNetCore.Admin.Answers;

internal sealed record StageAnswer(string Stage, double DurationMs)
{
    public static StageAnswer[] From(IEnumerable<StageTime> stages) => [.. stages.Select(s => new StageAnswer(s.Stage, s.Duration.TotalMilliseconds))];
}
