using HotStart.UnloadReport;
using HotStart.UnloadReport.Output;
using HotStart.UnloadReport.Planted;
using HotStart.UnloadReport.Trials;

// Exit codes: 0 every row unloads or has its holder named rightly, 1 one does neither, 2 wrong usage.
try
{
    ReportSettings settings = ReportSettings.Parse(args);
    if (settings.Trial is { } way)
    {
        await TrialProcess.RunAsync(way, settings.Folder!);
        return 0;
    }

    IReadOnlyList<Row> rows = await Report.RunAsync(settings, CancellationToken.None);
    PlantedScore? score = settings.IsWhole ? await PlantedScore.TakeAsync(CancellationToken.None) : null;
    string table = score is null ? RowTable.Render(rows) : $"{RowTable.Render(rows)}{score}\n";
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

    return rows.All(r => r.IsAnswered) && score is not { IsGood: false } ? 0 : 1;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
