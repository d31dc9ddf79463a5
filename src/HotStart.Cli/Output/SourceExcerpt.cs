namespace HotStart.Cli.Output;

/// <summary>A line of source with a marker under what is meant.</summary>
internal static class SourceExcerpt
{
    private const int Indent = 4;
    private const int Widest = 120;

    /// <summary>Two lines, or none where the source cannot be shown.</summary>
    public static IEnumerable<string> Of(SourceDiagnostic diagnostic)
    {
        if (string.IsNullOrWhiteSpace(diagnostic.SourceLine))
        {
            return [];
        }

        string line = diagnostic.SourceLine;
        int at = Math.Clamp(diagnostic.Column - 1, 0, line.Length);

        // What leads up to the place goes first, if it is too much: the marker must be seen.
        int cut = Math.Max(Leading(line), at > Widest - 20 ? at - Widest / 2 : 0);
        cut = Math.Min(cut, at);
        string shown = line[cut..Math.Min(line.Length, cut + Widest)];
        int length = Math.Clamp(diagnostic.Length, 1, Math.Max(1, shown.Length - (at - cut)));

        // Tabs stay tabs, so that the marker stands below its place however wide they are.
        string before = string.Concat(line[cut..at].Select(c => c == '\t' ? '\t' : ' '));
        string margin = new(' ', Indent);
        return [margin + shown, $"{margin}{before}^{new string('~', length - 1)}"];
    }

    private static int Leading(string line) => line.Length - line.TrimStart().Length;
}
