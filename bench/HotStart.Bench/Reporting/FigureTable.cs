using System.Globalization;
using System.Text;

namespace HotStart.Bench.Reporting;

/// <summary>The one table that a run ends in.</summary>
internal static class FigureTable
{
    private static readonly string[] _heads = ["figure", "bar", "ours", "beside", "ratio", "", "others' load"];

    public static string Render(IReadOnlyList<Figure> figures)
    {
        List<string[]> rows = [_heads, .. figures.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, _heads.Length).Select(c => rows.Max(r => r[c].Length))];
        StringBuilder text = new();
        for (int i = 0; i < rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", rows[i].Select((cell, c) => cell.PadRight(widths[c]))).AppendLine(" |");
            if (i == 0)
            {
                text.Append("| ").AppendJoin(" | ", widths.Select(w => new string('-', w))).AppendLine(" |");
            }
        }

        return text.ToString();
    }

    private static string[] Cells(Figure f) =>
    [
        f.Name, f.Bar, f.Ours, f.Beside,
        f.Ratio?.ToString("0.00 ×", CultureInfo.InvariantCulture) ?? "",
        f.Verdict,
        f.OthersLoad?.ToString("0 %", CultureInfo.InvariantCulture) ?? "",
    ];
}
