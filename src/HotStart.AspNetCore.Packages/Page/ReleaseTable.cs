using HotStart.AspNetCore.StatusPage;
using HotStart.AspNetCore.StatusPage.Parts;
using HotStart.Packages.Releases;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>The newest releases: how far each came, who asked for it, and when.</summary>
internal static class ReleaseTable
{
    public static Html Render(ReleasesModel model) => Html.Of(
        $"""
        <table class="generations">
        <caption class="unseen">Releases, the newest first</caption>
        <thead><tr><th scope="col">Release</th><th scope="col">State</th><th scope="col">What was asked for</th><th scope="col">Who and when</th><th scope="col">The way back</th></tr></thead>
        <tbody>{model.Listing.Releases.Select(r => Row(model, r))}</tbody>
        </table>
        """);

    private static Html Row(ReleasesModel model, Release release) => Html.Of(
        $"""
        <tr id="release-{release.Id}">
        <th scope="row" data-label="Release"><span class="number">{Words.Cut(release.Name, 60)}</span></th>
        <td data-label="State"><span class="state {Tone(release.Status)}">{State(model, release)}</span>{Why(release)}</td>
        <td data-label="What was asked for"><span>{Words.Cut(release.Request, 200)}</span></td>
        <td data-label="Who and when"><span class="span">{Words.Cut(release.Requester, 100)}, {Times.Ago(release.CreatedAt, model.Page.Now)}</span></td>
        <td data-label="The way back">{Back(model, release)}</td>
        </tr>
        """);

    private static string State(ReleasesModel model, Release release) => (release.Status, release.Id == model.Listing.Active.Id) switch
    {
        (ReleaseStatus.Current, _) => $"Current, {(release.TriesLeft == 1 ? "1 try" : $"{release.TriesLeft} tries")} left",
        (var status, true) => $"{status}, active",
        (var status, _) => status.ToString(),
    };

    private static Html Why(Release release) => release.Reasons.IsEmpty
        ? Html.Empty
        : Html.Of($"""<p class="why">{Words.Cut(string.Join("\n", release.Reasons.Select(r => r.Message)), 1000)}</p>""");

    // What was set aside is gone back to by name only: hotstart rollback NAME --retry.
    private static Html Back(ReleasesModel model, Release release) =>
        release.Id == model.Listing.Active.Id ? Html.Of($"<span class=\"none\">active</span>")
        : release.Status is ReleaseStatus.Quarantined or ReleaseStatus.Refused ? Html.Of($"<span class=\"none\">set aside</span>")
        : model.MayChange ? StoreForm.Button(model, "rollback", "Roll back", $"Roll back to release {release.Name}", ("to", release.Name))
        : Html.Of($"<span class=\"none\">possible</span>");

    private static string Tone(ReleaseStatus status) => status switch
    {
        ReleaseStatus.Permanent => "serving",
        ReleaseStatus.Current => "moving",
        ReleaseStatus.Quarantined or ReleaseStatus.Refused => "down",
        _ => "gone",
    };
}
