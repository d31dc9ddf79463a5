namespace HotStart.AspNetCore.Admin.Answers;

/// <summary>What went wrong (RFC 9457).</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Status">The status code.</param>
/// <param name="Detail">In words a person can act on.</param>
/// <param name="Code">A stable word for programs.</param>
internal sealed record ProblemAnswer(string Title, int Status, string Detail, string Code);
