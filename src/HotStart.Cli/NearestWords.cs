namespace HotStart.Cli;

/// <summary>Commands and options that somebody may have meant.</summary>
internal static class NearestWords
{
    /// <summary>At most two words, nearest first; none where all are far off.</summary>
    public static IEnumerable<string> To(string typed, IEnumerable<string> known) => known
        .Select(k => (Word: k, Distance: k.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(typed, k)))
        .Where(k => k.Distance <= Math.Max(1, typed.TrimStart('-').Length / 2))
        .OrderBy(k => k.Distance)
        .ThenBy(k => k.Word, StringComparer.Ordinal)
        .Take(2)
        .Select(k => k.Word);

    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int replaced = cost[i - 1, j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1); // two letters the wrong way round
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
