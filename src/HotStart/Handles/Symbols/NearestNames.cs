namespace HotStart.Handles.Symbols;

/// <summary>Names that somebody may have meant.</summary>
internal static class NearestNames
{
    private const int Most = 3;

    /// <summary>At most three names, nearest first; none where all are far off.</summary>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> names) =>
        [.. names.Distinct()
            .Select(n => (Name: n, Distance: Math.Min(Distance(wanted, n), Distance(Last(wanted), Last(n)) + 1)))
            .Where(n => n.Distance <= Math.Max(2, wanted.Length / 3))
            .OrderBy(n => n.Distance)
            .ThenBy(n => n.Name, StringComparer.Ordinal)
            .Take(Most)
            .Select(n => n.Name)];

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>Insertions, deletions and replacements from one to the other; case counts for nothing.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                int next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + same);
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}
