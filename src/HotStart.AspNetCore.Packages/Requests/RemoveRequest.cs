using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="Id">The plugin.</param>
/// <param name="Name">The name of the new release. Default: its number.</param>
/// <param name="DryRun">Whether only to plan.</param>
internal sealed record RemoveRequest(string Id, string? Name = null, bool DryRun = false)
{
    internal ChangeOptions Options() => new() { Name = Name, DryRun = DryRun };
}
