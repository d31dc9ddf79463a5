using HotStart.AspNetCore.Admin.Answers;
using HotStart.AspNetCore.Packages.Answers;
using HotStart.Packages.Store;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Packages.Releases;

/// <summary>How a change of the store ended, for programs and for people.</summary>
/// <param name="Text">In words.</param>
/// <param name="Succeeded">Whether what was asked for is so.</param>
/// <param name="Json">The answer for programs.</param>
internal sealed record StoreDone(string Text, bool Succeeded, Func<HttpContext, IResult> Json)
{
    public static StoreDone Of(ChangeResult result) => new(Words(result), result.Succeeded, c => Answer.Json(
        c,
        StoreChangeAnswer.Of(result),
        StoreAnswerJson.Default.StoreChangeAnswer,
        result.Succeeded ? StatusCodes.Status200OK
            : result.Reasons.Any(r => r.Code == StoreReasons.Unknown) ? StatusCodes.Status404NotFound
            : StatusCodes.Status409Conflict));

    public static StoreDone Of(string plugin, string? range) => new(
        range is null ? $"{plugin} is no longer pinned." : $"{plugin} is pinned to {range}.",
        Succeeded: true,
        c => Answer.Json(c, PinAnswer.Of(plugin, range), StoreAnswerJson.Default.PinAnswer));

    public static StoreDone Of(GarbageReport report, bool dryRun) => new(
        $"{(dryRun ? "Would forget" : "Forgot")} {report.Releases.Length} releases and {report.Versions.Length} versions; {report.Files} folders and packages, {report.Bytes} bytes.",
        Succeeded: true,
        c => Answer.Json(c, GarbageAnswer.Of(report, dryRun), StoreAnswerJson.Default.GarbageAnswer));

    private static string Words(ChangeResult result) => string.Join(
        ' ',
        ((string[])[result.Message, .. result.Reasons.Select(r => r.Message), result.Activation is { Outcome: "done" } live ? $"The host says: {live.Message}." : ""]).Where(t => t.Length > 0));
}
