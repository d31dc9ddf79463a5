using System.Collections.Immutable;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>The timeline of a plugin's generations: a chart for the eye, the same as a table for everybody.</summary>
internal static class GenerationTable
{
    public static Html Render(PluginView plugin, DateTimeOffset now)
    {
        if (plugin.Generations.IsEmpty)
        {
            return Html.Empty;
        }

        Chart chart = Chart.Over(plugin.Generations, now);
        return Html.Of(
            $"""
            <table class="generations">
            <caption class="unseen">Generations of {plugin.Status.Id}, the newest first</caption>
            <thead><tr><th scope="col">Generation</th><th scope="col">State</th><th scope="col">Live <span class="scale">{chart.Scale}</span></th><th scope="col">Calls and leases</th><th scope="col">The change took</th></tr></thead>
            <tbody>{plugin.Generations.Select(g => Row(plugin, g, chart, now))}</tbody>
            </table>
            """);
    }

    private static Html Row(PluginView plugin, GenerationView g, Chart chart, DateTimeOffset now) => Html.Of(
        $"""
        <tr id="{plugin.Anchor}-g{(long)g.Number}">
        <th scope="row" data-label="Generation"><span class="number">{(long)g.Number}</span> <span class="ver">{Words.Cut(g.Version, 60)}</span></th>
        <td data-label="State"><span class="state {GenerationWords.Tone(g.State)}">{GenerationWords.Of(g)}</span>{Why(g)}</td>
        <td data-label="Live">{chart.Bar(g)}{Live(g, now)}</td>
        <td data-label="Calls and leases">{Holders(plugin, g)}</td>
        <td data-label="The change took">{Stages(plugin, g)}</td>
        </tr>
        """);

    private static Html Why(GenerationView g) => g.LeakReason is { } why
        ? Html.Of($"""<p class="why">{Words.Cut(why)}</p>""")
        : Html.Empty;

    private static Html Live(GenerationView g, DateTimeOffset now) => (g.LiveFrom, g.LiveUntil) switch
    {
        ({ } from, null) when g.State == GenerationState.Active => Html.Of($"<span class=\"span\">since {Times.Ago(from, now)}</span>"),
        ({ } from, { } until) => Html.Of($"<span class=\"span\">for {Words.Took(until - from)}, until {Times.Ago(until, now)}</span>"),
        (null, { } until) => Html.Of($"<span class=\"span\">until {Times.Ago(until, now)}</span>"),
        _ when g.Since is { } since => Html.Of($"<span class=\"span\">{Times.Ago(since, now)}</span>"),
        _ => Html.Of($"<span class=\"span\">not known</span>"),
    };

    private static Html Holders(PluginView plugin, GenerationView g)
    {
        if (g.State == GenerationState.Unloaded || (g.Leases == 0 && g.Holders.IsEmpty))
        {
            return Html.Of($"<span class=\"none\">none</span>");
        }

        ImmutableArray<string> shown = [.. g.Holders.Take(20)];
        return Html.Of(
            $"""
            <details id="{plugin.Anchor}-g{(long)g.Number}-holders"><summary>{Words.Count(Math.Max(g.Leases, g.Holders.Length), "holder")}</summary>
            <ul class="holders">{shown.Select(h => Html.Of($"<li>{Words.Cut(h, 300)}</li>"))}</ul></details>
            """);
    }

    private static Html Stages(PluginView plugin, GenerationView g) => g.ChangeTook is not { } took
        ? Html.Of($"<span class=\"none\">not known</span>")
        : g.Stages.IsEmpty
        ? Html.Of($"{Words.Took(took)}")
        : Html.Of(
            $"""
            <details id="{plugin.Anchor}-g{(long)g.Number}-stages"><summary>{Words.Took(took)}</summary>
            <dl class="stages">{g.Stages.Select(s => Html.Of($"<div><dt>{s.Stage}</dt><dd>{Words.Took(s.Duration)}</dd></div>"))}</dl></details>
            """);
}
