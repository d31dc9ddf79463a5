using System.Collections.Immutable;
using HotStart.AspNetCore.Admin.Access;
using HotStart.AspNetCore.Admin.Doctor;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>One plugin: its state, what is wrong with it, what can be done, and its generations.</summary>
internal static class PluginCard
{
    public static Html Render(PluginView plugin, PageModel model) => Html.Of(
        $"""
        <section class="card {Tone(plugin.Condition)}" id="{plugin.Anchor}" aria-labelledby="{plugin.Anchor}-name" tabindex="-1">
        <div class="head">
        <h2 id="{plugin.Anchor}-name">{plugin.Status.Id}</h2>
        <span class="pill {Tone(plugin.Condition)}">{State(plugin.Condition)}</span>
        <span class="version">{Running(plugin, model.Now)}</span>
        {Buttons.Render(plugin, model)}
        </div>
        {Note(plugin, model)}
        {Refusal.Render(plugin.Status.LastRefusal, plugin.Refusal?.At, model.Now, plugin.Status.ActiveGeneration)}
        {Complaints(plugin)}
        {GenerationTable.Render(plugin, model.Now)}
        {model.Parts.Select(p => p.Details(plugin))}
        {Warnings(plugin)}
        {DoctorAnswer(plugin, model)}
        <p class="artifact"><span class="label">Artifact</span> <code>{plugin.Status.Artifact ?? "none"}</code></p>
        {Counts(plugin.Status)}
        </section>
        """);

    public static string Tone(Condition condition) => condition switch
    {
        Condition.Serving => "serving",
        Condition.Disabled => "disabled",
        Condition.Care => "care",
        _ => "down",
    };

    private static string State(Condition condition) => condition switch
    {
        Condition.Serving => "Serving",
        Condition.Disabled => "Disabled",
        Condition.Care => "Serving, needs care",
        _ => "Not active",
    };

    private static Html Running(PluginView plugin, DateTimeOffset now)
    {
        if (plugin.Status.ActiveGeneration is not { } number)
        {
            return plugin.Status.IsDisabled ? Html.Of($"stays out until it is enabled") : Html.Empty;
        }

        Html since = plugin.Generations.FirstOrDefault(g => g.Number == number)?.LiveFrom is { } at
            ? Html.Of($" · live since {Times.Ago(at, now)}")
            : Html.Empty;
        return Html.Of($"<strong>{plugin.Status.Version}</strong> · generation {(long)number}{since}");
    }

    private static Html Note(PluginView plugin, PageModel model) =>
        model.Caller.Session?.Note is { IsOfPart: false } note && note.PluginId.Equals(plugin.Status.Id, StringComparison.OrdinalIgnoreCase)
            ? Html.Of($"""<p class="note {(note.Succeeded ? "serving" : "down")}" role="status">{Words.Cut(note.Text, 600)} <span class="quiet">{Times.Ago(note.At, model.Now)}</span></p>""")
            : Html.Empty;

    // What has a place of its own in the card is not said twice.
    private static Html Complaints(PluginView plugin)
    {
        ImmutableArray<string> rest = [.. plugin.Complaints.Where(c => plugin.Status.LastRefusal.IsEmpty || !c.Contains("refused", StringComparison.Ordinal))];
        return rest.IsEmpty ? Html.Empty : Html.Of($"""<ul class="complaints">{rest.Select(c => Html.Of($"<li>{c}</li>"))}</ul>""");
    }

    private static Html Counts(PluginStatus status)
    {
        (long Number, string What, string Which)[] counts =
        [
            (status.UnloadedGenerations, "generation", " unloaded and proven gone"),
            (status.RollbackDepth, "version", " to roll back to"),
            (status.Faults, "fault", " outside calls"),
        ];
        string text = string.Join(" · ", counts.Where(c => c.Number > 0).Select(c => Words.Count(c.Number, c.What) + c.Which));
        return text.Length == 0 ? Html.Empty : Html.Of($"""<p class="counts">{text}</p>""");
    }

    private static Html Warnings(PluginView plugin) => plugin.Status.Warnings.IsEmpty
        ? Html.Empty
        : Html.Of(
            $"""
            <details id="{plugin.Anchor}-warnings"><summary>{Words.Count(plugin.Status.Warnings.Length, "compiler warning")}</summary>
            <ul class="reasons">{plugin.Status.Warnings.Select(w => Html.Of($"<li>{Words.Cut(w.Message)}</li>"))}</ul></details>
            """);

    private static Html DoctorAnswer(PluginView plugin, PageModel model) =>
        model.Doctor.TryGetValue(plugin.Status.Id, out DoctorNote? note) && model.Caller.MayRead
            ? Html.Of(
                $"""
                <div class="doctor"><h3>What holds it <span class="quiet">asked {Times.Ago(note.At, model.Now)}, took {Words.Took(note.Took)}</span></h3>
                <pre tabindex="0" aria-label="What the doctor found for {plugin.Status.Id}">{Words.Cut(note.Answer, 20000)}</pre></div>
                """)
            : Html.Empty;
}
