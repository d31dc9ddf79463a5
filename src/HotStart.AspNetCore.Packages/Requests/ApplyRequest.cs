using System.Text.Json;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Requests;

internal sealed record ApplyRequest : FeedRequest
{
    /// <summary>The set, as a release file has it: <c>name</c>, and <c>plugins</c> with versions and settings.</summary>
    public required JsonElement Release { get; init; }

    /// <exception cref="StoreException">It does not say what it should.</exception>
    internal ReleaseFile File() => ReleaseFile.Parse(Release.GetRawText(), "release");
}
