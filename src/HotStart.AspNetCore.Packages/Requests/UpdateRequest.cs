using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="Id">The plugins. Default: all.</param>
/// <param name="Source">Feeds to ask instead of those of the host.</param>
/// <param name="Name">The name of the new release. Default: its number.</param>
/// <param name="AllowBreaking">Members that may break without a new major version, by name.</param>
/// <param name="Retry">Whether to take again what was set aside or refused before.</param>
/// <param name="DryRun">Whether only to plan.</param>
internal sealed record UpdateRequest(
    string[]? Id = null, string[]? Source = null, string? Name = null, string[]? AllowBreaking = null, bool Retry = false, bool DryRun = false)
{
    public ChangeOptions Options => new()
    {
        Sources = [.. Source ?? []],
        Name = Name,
        AllowBreaking = [.. AllowBreaking ?? []],
        Retry = Retry,
        DryRun = DryRun,
    };
}
