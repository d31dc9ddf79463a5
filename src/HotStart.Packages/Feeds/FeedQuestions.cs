using System.Collections.Immutable;
using NuGet.Versioning;

namespace HotStart.Packages.Feeds;

/// <summary>Asks several feeds the same.</summary>
internal static class FeedQuestions
{
    /// <summary>All versions with the first feed that has each, the newest first.</summary>
    public static async Task<(NuGetVersion Version, FeedClient Feed)[]> VersionsAsync(
        ImmutableArray<FeedClient> feeds, string id, CancellationToken cancellationToken)
    {
        ImmutableArray<NuGetVersion>[] answers = await Task.WhenAll(feeds.Select(f => f.VersionsAsync(id, cancellationToken))).ConfigureAwait(false);
        return [.. answers
            .SelectMany((versions, i) => versions.Select(v => (Version: v, Feed: feeds[i])))
            .DistinctBy(v => v.Version)
            .OrderByDescending(v => v.Version)];
    }

    public static Reason Missing(
        string id, string range, IReadOnlyCollection<(NuGetVersion Version, FeedClient Feed)> versions, ImmutableArray<FeedClient> feeds, string prefix = "")
    {
        string asked = string.Join(", ", feeds.Select(f => f.Feed.Name));
        return new Reason(
            PackageReasonCodes.PackageNotFound,
            versions.Count == 0
                ? $"{prefix}no package '{id}' is in {asked}. Is the id right, and the feed?"
                : $"{prefix}no version of '{id}' that fits {range} is in {asked}. There are: {string.Join(", ", versions.Take(8).Select(v => v.Version.ToNormalizedString()))}{(versions.Count > 8 ? $" and {versions.Count - 8} older ones" : "")}.");
    }
}
