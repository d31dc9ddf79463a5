using HotStart.UnloadReport;
using HotStart.UnloadReport.Output;
using HotStart.UnloadReport.Trials;

// Exit codes: 0 every row unloads or has its holder named, 1 one does neither, 2 wrong usage.
try
{
    ReportSettings settings = ReportSettings.Parse(args);
    if (settings.Trial is { } way)
    {
        await TrialProcess.RunAsync(way, settings.Folder!);
        return 0;
    }

    IReadOnlyList<Row> rows = await Report.RunAsync(settings, CancellationToken.None);
    string table = RowTable.Render(rows);
    if (settings.Json)
    {
        RowLines.Write(rows);
    }
    else
    {
        Console.Write(table);
    }

    if (settings.Write is { } page)
    {
        ReportPage.Write(page, table);
    }

    return rows.All(r => r.IsAnswered) ? 0 : 1;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
