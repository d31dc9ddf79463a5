using System.Text.Json.Serialization;
using HotStart.AspNetCore.Admin.Answers;
using HotStart.Packages.Releases;

namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>A release, as <c>hotstart --json</c> has it.</summary>
internal sealed record ReleaseAnswer(
    long Id, string Name, string Status, int TriesLeft, DateTimeOffset CreatedAt, string Requester, string Request, ReasonAnswer[] Reasons)
{
    /// <summary>Not there in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReleasePluginAnswer[]? Plugins { get; init; }

    /// <param name="release">The release.</param>
    /// <param name="withSettings">Whether whoever asked may see the settings of plugins: they may hold secrets.</param>
    public static ReleaseAnswer Whole(Release release, bool withSettings) => Listed(release) with
    {
        Plugins = [.. release.Plugins.Select(p => new ReleasePluginAnswer(
            p.PluginId, p.Version.Version, p.Version.PackageId, withSettings ? p.Settings.ToDictionary(StringComparer.Ordinal) : null))],
    };

    public static ReleaseAnswer Listed(Release release) => new(
        release.Id, release.Name, Camel.Of(release.Status), release.TriesLeft, release.CreatedAt, release.Requester, release.Request, ReasonAnswer.From(release.Reasons));
}
