using System.Text.Json;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

/// <param name="Release">The set, as a release file has it: <c>name</c>, and <c>plugins</c> with versions and settings.</param>
/// <param name="Source">Feeds to ask instead of those of the host.</param>
/// <param name="Name">The name of the new release. Default: that of the set, else its number.</param>
/// <param name="AllowBreaking">Members that may break without a new major version, by name.</param>
/// <param name="Retry">Whether to take again what was set aside or refused before.</param>
/// <param name="DryRun">Whether only to plan.</param>
internal sealed record ApplyRequest(
    JsonElement Release, string[]? Source = null, string? Name = null, string[]? AllowBreaking = null, bool Retry = false, bool DryRun = false)
{
    /// <exception cref="StoreException">It does not say what it should.</exception>
    public ReleaseFile File => ReleaseFile.Parse(Release.GetRawText(), "release");

    public ChangeOptions Options => new()
    {
        Sources = [.. Source ?? []],
        Name = Name,
        AllowBreaking = [.. AllowBreaking ?? []],
        Retry = Retry,
        DryRun = DryRun,
    };
}
