using System.Runtime.InteropServices;

namespace HotStart.UnloadReport.Output;

/// <summary>Puts a run's tables into a page, between two marks; the text around them is written by hand.</summary>
internal static class ReportPage
{
    private const string Begin = "<!-- table: begin -->";
    private const string End = "<!-- table: end -->";

    public static void Write(string path, string table)
    {
        string page = File.Exists(path) ? File.ReadAllText(path) : $"{Begin}\n{End}\n";
        int from = page.IndexOf(Begin, StringComparison.Ordinal);
        int to = page.IndexOf(End, StringComparison.Ordinal);
        if (from < 0 || to < from)
        {
            throw new InvalidDataException($"'{path}' has no '{Begin}' followed by '{End}' to put the table between.");
        }

        File.WriteAllText(path, $"{page[..(from + Begin.Length)]}\n\n{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}.\n\n{table}\n{page[to..]}");
    }
}
