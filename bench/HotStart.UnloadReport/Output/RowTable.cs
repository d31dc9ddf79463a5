using System.Text;
using HotStart.UnloadReport.Trials;

namespace HotStart.UnloadReport.Output;

/// <summary>The table that a run ends in.</summary>
internal static class RowTable
{
    private static readonly string[] _heads = ["fixture", "what it does", "bare load context", "in HotStart", "held by"];

    public static string Render(IReadOnlyList<Row> rows)
    {
        StringBuilder text = new();
        foreach (IGrouping<string, Row> group in rows.GroupBy(r => r.Fixture.Group))
        {
            text.AppendLine($"{group.Key}: {group.Count()}; gone with a bare load context: {group.Count(r => r.Bare.Outcome == TrialOutcome.Unloaded)}, with HotStart: {group.Count(r => r.Hot.Outcome == TrialOutcome.Unloaded)}; kept, and the holder rightly named: {group.Count(r => r.IsNamed)}; neither: {group.Count(r => !r.IsAnswered)}.").AppendLine();
            Append(text, [_heads, .. group.Select(Cells)]);
            text.AppendLine();
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, _heads.Length).Select(c => rows.Max(r => r[c].Length))];
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((cell, c) => cell.PadRight(widths[c]))).AppendLine(" |");
            if (i == 0)
            {
                text.Append("| ").AppendJoin(" | ", widths.Select(w => new string('-', w))).AppendLine(" |");
            }
        }
    }

    private static string[] Cells(Row row) =>
        [.. ((string[])[row.Fixture.Name, row.Fixture.What, row.Bare.Outcome == TrialOutcome.Unloaded ? "unloaded" : row.Bare.Words, row.Hot.Words, row.Holder])
            .Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))];
}
