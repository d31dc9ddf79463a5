namespace HotStart.Bench.Reporting;

/// <summary>Puts a run's table into a page, between two marks; the text around them is written by hand.</summary>
internal static class PerformancePage
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

        File.WriteAllText(path, $"{page[..(from + Begin.Length)]}\n\n{Machine.Describe()}.\n\n{table}\n{page[to..]}");
    }
}
