using HotStart.AspNetCore.StatusPage.Parts;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>The status page from top to bottom. What has an id is replaced alone when it changes.</summary>
internal static class StatusPageText
{
    public static Html Render(PageModel model) => Frame.Render(
        model.Root,
        model.Nonce,
        $"{Summary.Verdict(model).Text} · HotStart",
        Header.Render(model),
        Html.Of(
            $"""
            <p id="news" class="unseen" role="status" aria-live="polite"></p>
            {Summary.Render(model)}
            {RefusedArtifacts.Render(model)}
            {model.Parts.Select(p => p.Section)}
            <div class="cards" id="plugins" data-moves="{model.Moves}">
            {(model.Plugins.IsEmpty ? Empty(model) : Html.Join(model.Plugins.Select(p => PluginCard.Render(p, model))))}
            </div>
            {Activity.Render(model)}
            """));

    private static Html Empty(PageModel model) => model.Parts.IsEmpty ? NoFile(model) : Html.Of(
        $"""<section class="card"><h2>No plugins yet</h2><p>Install one: it appears here once it is live.</p></section>""");

    private static Html NoFile(PageModel model) => Html.Of(
        $"""<section class="card"><h2>No plugins yet</h2><p>Put a DLL, a <code>.cs</code> file or a project into <code>{model.Folder}</code>: it appears here once it is whole.</p></section>""");
}
