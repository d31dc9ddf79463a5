using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>What a clean-up took away, or would, as <c>hotstart gc --json</c> has it.</summary>
internal sealed record GarbageAnswer(string Event, string[] Releases, string[] Versions, int Files, long Bytes)
{
    public static GarbageAnswer Of(GarbageReport report, bool dryRun) =>
        new(dryRun ? "planned" : "done", [.. report.Releases], [.. report.Versions], report.Files, report.Bytes);
}
