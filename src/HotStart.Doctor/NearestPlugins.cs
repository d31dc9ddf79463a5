namespace HotStart.Doctor;

/// <summary>Which plugins somebody may have meant.</summary>
internal static class NearestPlugins
{
    private const int Shown = 5;

    public static string To(string typed, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
        {
            return "It has no HotStart plugin at all, or none that was ever retired.";
        }

        IEnumerable<string> near = known.OrderByDescending(k => Likeness(typed, k)).ThenBy(k => k, StringComparer.OrdinalIgnoreCase).Take(Shown);
        return $"{(known.Count <= Shown ? "It has" : "The nearest are")}: {string.Join(", ", near)}.";
    }

    /// <summary>How many pairs of letters two names share.</summary>
    private static double Likeness(string a, string b)
    {
        HashSet<string> pairs = [.. Pairs(a)];
        int shared = Pairs(b).Count(pairs.Contains);
        return (2.0 * shared) / Math.Max(1, a.Length + b.Length);
    }

    private static IEnumerable<string> Pairs(string text) =>
        Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2).ToUpperInvariant());
}
