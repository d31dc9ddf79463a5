using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="To">A release by name or number. Default: the one before.</param>
/// <param name="Retry">Whether to go back to what was set aside, too.</param>
/// <param name="DryRun">Whether only to plan.</param>
internal sealed record RollbackRequest(string? To = null, bool Retry = false, bool DryRun = false)
{
    internal ChangeOptions Options() => new() { Retry = Retry, DryRun = DryRun };
}
