namespace HotStart.AspNetCore.Packages.Answers;

/// <summary>Times as JSON has them.</summary>
internal static class Milliseconds
{
    public static double Of(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    /// <summary>By stage; the longest where several plugins went through it.</summary>
    public static Dictionary<string, double> Of(IEnumerable<StageTime> stages) => stages
        .GroupBy(s => s.Stage, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Math.Round(g.Max(s => s.Duration).TotalMilliseconds, 2), StringComparer.Ordinal);
}
