using System.Collections.Immutable;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>The state of the whole at first sight, and its figures.</summary>
internal static class Summary
{
    public static Html Render(PageModel model)
    {
        (string tone, string text) = Verdict(model);
        return Html.Of(
            $"""
            <section id="summary" class="verdict {tone}" aria-labelledby="verdict">
            <h1 id="verdict"><span class="lamp" aria-hidden="true"></span>{text}</h1>
            {Troubles(model)}
            <dl class="figures">
            {Figure("Active plugins", Html.Of($"{(long)Active(model)} of {(long)model.Plugins.Length}"))}
            {Figure("Calls and leases", Html.Of($"{UnderWay(model)}"))}
            {Figure("Draining", Number(model, GenerationState.Draining, GenerationState.Stopping))}
            {Figure("Awaiting proof", Number(model, GenerationState.Unloading))}
            {Figure("Lingering", Number(model, GenerationState.Lingering))}
            {Figure("Leaked", Number(model, GenerationState.Leaked))}
            {Figure("Memory", Html.Of($"{Words.Bytes(model.Process.WorkingSet)} <small>heap {Words.Bytes(model.Process.Heap)}</small>"))}
            {Figure("Up", Html.Of($"<span data-up=\"{model.Process.StartedAt.ToString("O")}\">{Words.Span(model.Now - model.Process.StartedAt)}</span> <small>process {(long)model.Process.Id}</small>"))}
            {Figure("Live set", Html.Of($"{model.Host.LiveSet}"))}
            </dl>
            </section>
            """);
    }

    /// <summary>The worst of it in one line: its color and its words.</summary>
    public static (string Tone, string Text) Verdict(PageModel model)
    {
        ImmutableArray<PluginView> down = [.. model.Plugins.Where(p => p.Condition == Condition.Down)];
        int care = model.Plugins.Count(p => p.Condition != Condition.Down && !p.Complaints.IsEmpty) + model.Host.RefusedArtifacts.Length;
        int disabled = model.Plugins.Count(p => p.Condition == Condition.Disabled);
        return (down.Length, care, disabled) switch
        {
            (1, _, _) => ("down", $"{down[0].Status.Id} is not active"),
            ( > 1, _, _) => ("down", $"{down.Length} plugins are not active"),
            (_, 1, _) => ("care", "1 plugin needs care"),
            (_, > 1, _) => ("care", $"{care} plugins need care"),
            (_, _, > 0) => ("disabled", $"{Words.Count(disabled, "plugin")} disabled, all others serve"),
            _ when model.Plugins.IsEmpty => ("disabled", "No plugins yet"),
            _ => ("serving", model.Plugins.Length == 1 ? "The plugin serves" : $"All {model.Plugins.Length} plugins serve"),
        };
    }

    private static Html Troubles(PageModel model)
    {
        ImmutableArray<Html> lines =
        [
            .. model.Plugins.Where(p => !p.Complaints.IsEmpty)
                .OrderByDescending(p => p.Condition)
                .Select(p => Html.Of($"""<li><a href="#{p.Anchor}">{p.Status.Id}</a>: {string.Join("; ", p.Complaints)}</li>""")),
            .. model.Host.RefusedArtifacts.Select(r => Html.Of(
                $"""<li><a href="#refused">{Path.GetFileName(r.Path)}</a>: refused, no plugin of it is known</li>""")),
        ];
        return lines.IsEmpty ? Html.Empty : Html.Of($"""<ul class="troubles">{lines}</ul>""");
    }

    private static int Active(PageModel model) => model.Plugins.Count(p => p.Status.ActiveGeneration is not null);

    private static long UnderWay(PageModel model) =>
        model.Host.Plugins.SelectMany(p => p.Generations).Sum(g => Math.Max(g.Leases, g.Holders.Length));

    private static Html Number(PageModel model, params ReadOnlySpan<GenerationState> states)
    {
        long sum = 0;
        foreach (GenerationState state in states)
        {
            sum += model.Host.Count(state);
        }

        return Html.Of($"{sum}");
    }

    private static Html Figure(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
