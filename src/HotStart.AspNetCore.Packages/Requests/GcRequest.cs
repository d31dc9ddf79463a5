namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="Keep">How many of the newest releases to keep. Default: all.</param>
/// <param name="DryRun">Whether only to tell what would go.</param>
internal sealed record GcRequest(int? Keep = null, bool DryRun = false);
