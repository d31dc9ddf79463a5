namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>What happened lately, the newest first.</summary>
internal static class Activity
{
    private const int Shown = 25;

    public static Html Render(PageModel model) => Html.Of(
        $"""
        <section id="activity" class="activity" aria-labelledby="activity-name">
        <h2 id="activity-name">What happened lately</h2>
        {(model.Events.IsEmpty ? Html.Of($"<p class=\"none\">Nothing yet.</p>") : Html.Of($"<ol>{model.Events.Take(Shown).Select(e => Line(e, model.Now))}</ol>"))}
        </section>
        """);

    private static Html Line(PluginEvent e, DateTimeOffset now) => Html.Of(
        $"""<li id="event-{e.Sequence}"><span class="when">{Times.Ago(e.At, now)}</span> <span class="kind {Tone(e.Kind)}">{Kind(e.Kind)}</span> <span class="what">{Named(e)}</span></li>""");

    private static string Named(PluginEvent e) =>
        Words.Cut(e.Message.StartsWith(e.PluginId, StringComparison.OrdinalIgnoreCase) ? e.Message : $"{e.PluginId}: {e.Message}", 400);

    private static string Kind(PluginEventKind kind) => kind switch
    {
        PluginEventKind.RolledBack => "Rolled back",
        PluginEventKind.NotSettled => "Not whole",
        PluginEventKind.ArtifactDeleted => "File gone",
        _ => kind.ToString(),
    };

    private static string Tone(PluginEventKind kind) => kind switch
    {
        PluginEventKind.Swapped or PluginEventKind.RolledBack or PluginEventKind.Cleared => "serving",
        PluginEventKind.Refused or PluginEventKind.Leaked or PluginEventKind.Faulted => "down",
        PluginEventKind.Lingering or PluginEventKind.NotSettled or PluginEventKind.ArtifactDeleted or PluginEventKind.Warned => "care",
        _ => "gone",
    };
}
