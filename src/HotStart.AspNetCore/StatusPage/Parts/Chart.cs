using System.Collections.Immutable;
using System.Globalization;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>
/// Draws when generations were live, on one scale for all of a plugin. Drawn as SVG: its attributes are no styles, which the
/// page's security policy forbids in markup.
/// </summary>
internal sealed class Chart
{
    private const double Width = 100;

    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _now;

    private Chart(DateTimeOffset from, DateTimeOffset now)
    {
        _from = from;
        _now = now;
    }

    /// <summary>What the width stands for.</summary>
    public string Scale => $"(the last {Words.Span(_now - _from)})";

    public static Chart Over(ImmutableArray<GenerationView> generations, DateTimeOffset now)
    {
        DateTimeOffset first = generations.Select(g => g.LiveFrom).Where(t => t is not null).Min() ?? now;
        return new Chart(first < now.AddSeconds(-1) ? first : now.AddSeconds(-1), now);
    }

    /// <summary>Live in full color; from its retirement until it was gone, or still there, in a thin line.</summary>
    public Html Bar(GenerationView g)
    {
        if (g.LiveFrom is not { } from)
        {
            return Html.Empty;
        }

        double start = X(from);
        DateTimeOffset until = g.LiveUntil ?? (g.State == GenerationState.Active ? _now : g.Since ?? _now);
        double end = X(until);
        double gone = g.State == GenerationState.Active ? end : X(g.State == GenerationState.Unloaded ? g.Since ?? until : _now);
        return Html.Of(
            $"""<svg class="bar-of {GenerationWords.Tone(g.State)}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="0" width="100" height="8"/><rect class="tail" x="{N(end)}" y="3" width="{N(Math.Max(0, gone - end))}" height="2"/><rect class="live" x="{N(start)}" y="0" width="{N(Math.Max(0.8, end - start))}" height="8"/></svg>""");
    }

    private double X(DateTimeOffset at) => Math.Clamp((at - _from) / (_now - _from), 0, 1) * (Width - 0.8);

    private static string N(double x) => x.ToString("0.##", CultureInfo.InvariantCulture);
}
