using System.Globalization;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>Numbers, sizes and times as a person reads them.</summary>
internal static class Words
{
    public static string Count(long number, string what) => number == 1
        ? $"1 {what}"
        : string.Create(CultureInfo.InvariantCulture, $"{number} {what}s");

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} kB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GB"),
    };

    public static string Took(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => Span(time),
    };

    /// <summary>As page.js says it, which goes on counting.</summary>
    public static string Ago(TimeSpan time) => time.TotalSeconds < 1 ? "just now" : $"{Span(time)} ago";

    /// <summary>The time alone on the same day, else with its date; always of the same zone, which stands beside it.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.Date == now.UtcDateTime.Date
        ? at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>At most so long; a plugin may say very much.</summary>
    public static string Cut(string text, int most = 4000) => text.Length <= most ? text : $"{text[..most]} … (cut)";

    public static string Span(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => $"{(long)time.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(long)time.TotalMinutes} min",
        { TotalHours: < 24 } => $"{(long)time.TotalHours} h {time.Minutes} min",
        _ => $"{(long)time.TotalDays} d {time.Hours} h",
    };
}
