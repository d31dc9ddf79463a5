using HotStart.AspNetCore.Admin.Parts;
using HotStart.AspNetCore.StatusPage;
using HotStart.AspNetCore.StatusPage.Parts;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;

namespace HotStart.AspNetCore.Packages.Page;

/// <summary>The releases of the store: which one is active, how far it has come, and the way back.</summary>
internal static class ReleasesSection
{
    public static Html Render(ReleasesModel model)
    {
        Release active = model.Listing.Active;
        return Section(Html.Of(
            $"""
            <div class="head">
            <h2 id="releases-name">Releases</h2>
            <span class="pill {(active.IsPermanent ? "serving" : "")}">{active.Status.ToString()}</span>
            <span class="version"><strong>{Words.Cut(active.Name, 60)}</strong> · {Standing(model)}</span>
            <div class="actions" role="group" aria-label="Actions for releases">
            {(active.Status == ReleaseStatus.Current ? StoreForm.Button(model, "commit", "Commit", $"Commit release {active.Name}") : Html.Empty)}
            {(active.Base > 0 ? StoreForm.Button(model, "rollback", "Roll back", "Roll back to the release before") : Html.Empty)}
            {(active.Plugins.IsEmpty ? Html.Empty : StoreForm.Button(model, "update", "Update all", "Update all plugins"))}
            </div>
            </div>
            {Note(model)}
            {ReleaseTable.Render(model)}
            {InstallForm.Render(model)}
            {HistoryList.Render(model)}
            <p class="artifact"><span class="label">Store</span> <code>{model.Folder}</code>{(model.IsReadOnly ? " · it can be read only" : "")}</p>
            """));
    }

    public static Html Unreadable(StoreException e) => Section(Html.Of(
        $"""<div class="head"><h2 id="releases-name">Releases</h2></div><p class="note down">{Words.Cut(e.Message)}</p>"""));

    private static Html Section(Html inside) => Html.Of(
        $"""
        <section class="card" id="{PartView.SectionId}" aria-labelledby="releases-name" tabindex="-1">
        {inside}
        </section>
        """);

    private static string Standing(ReleasesModel model)
    {
        Release active = model.Listing.Active;
        return active.IsPermanent
            ? "proven: it is what is gone back to"
            : $"not proven yet, {(active.TriesLeft == 1 ? "1 try" : $"{active.TriesLeft} tries")} left; permanent is {Words.Cut(model.Listing.Permanent.Name, 60)}";
    }

    private static Html Note(ReleasesModel model) => model.Page.Caller.Session?.Note is { IsOfPart: true } note
        ? Html.Of($"""<p class="note {(note.Succeeded ? "serving" : "down")}" role="status">{Words.Cut(note.Text, 1200)} <span class="quiet">{Times.Ago(note.At, model.Page.Now)}</span></p>""")
        : Html.Empty;
}
