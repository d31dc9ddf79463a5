namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>What was refused before anybody knew which plugin it is.</summary>
internal static class RefusedArtifacts
{
    public static Html Render(PageModel model) => model.Host.RefusedArtifacts.IsEmpty
        ? Html.Empty
        : Html.Of(
            $"""
            <section id="refused" class="card care" aria-labelledby="refused-name" tabindex="-1">
            <div class="head"><h2 id="refused-name">Refused, of no known plugin</h2></div>
            {model.Host.RefusedArtifacts.Select(r => Html.Of($"<h3><code>{r.Path}</code></h3>{Refusal.Render(r.Reasons, null, model.Now, null)}"))}
            </section>
            """);
}
