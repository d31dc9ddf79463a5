using System.Collections.Immutable;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>Why something was refused, and what serves meanwhile.</summary>
internal static class Refusal
{
    public static Html Render(ImmutableArray<Reason> reasons, DateTimeOffset? at, DateTimeOffset now, int? serving)
    {
        if (reasons.IsEmpty)
        {
            return Html.Empty;
        }

        string rest = serving is { } number ? $"Generation {number} serves on." : "Nothing of it is active.";
        Html when = at is { } moment ? Html.Of($"<span class=\"quiet\">{Times.Ago(moment, now)}</span>") : Html.Empty;
        return Html.Of(
            $"""
            <div class="refusal"><h3>Refused {when}</h3>
            <p>{rest}</p>
            <ul class="reasons">{reasons.Select(One)}</ul></div>
            """);
    }

    private static Html One(Reason reason) => Html.Of(
        $"""<li><code class="code">{reason.Code}</code> {Words.Cut(reason.Message)}{SourceLine(reason.Diagnostic)}</li>""");

    private static Html SourceLine(SourceDiagnostic? diagnostic) => diagnostic?.SourceLine is { Length: > 0 } line
        ? Html.Of($"""<pre tabindex="0" aria-label="The line in the source">{Words.Cut(line, 400)}</pre>""")
        : Html.Empty;
}
