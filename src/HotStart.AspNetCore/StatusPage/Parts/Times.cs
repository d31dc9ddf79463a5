using System.Globalization;

namespace HotStart.AspNetCore.StatusPage.Parts;

/// <summary>A moment, both ways: how long ago, and when.</summary>
internal static class Times
{
    public static Html Ago(DateTimeOffset at, DateTimeOffset now)
    {
        string full = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return Html.Of(
            $"""<time datetime="{full}" title="{full}"><span data-ago="{full}">{Words.Ago(now - at)}</span> <span class="clock">{Words.Clock(at, now)} UTC</span></time>""");
    }
}
