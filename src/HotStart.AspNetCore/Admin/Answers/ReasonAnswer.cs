namespace HotStart.AspNetCore.Admin.Answers;

internal sealed record ReasonAnswer(string Code, string Message, string? File)
{
    public static ReasonAnswer[] From(IEnumerable<Reason> reasons) => [.. reasons.Select(r => new ReasonAnswer(r.Code, r.Message, r.File))];
}
