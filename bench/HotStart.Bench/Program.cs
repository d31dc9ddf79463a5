using System.Text.Json;
using HotStart.Bench;
using HotStart.Bench.Reporting;

// Exit codes: 0 all bars met, 1 a bar missed or a section failed, 2 wrong usage.
try
{
    BenchSettings settings = BenchSettings.Parse(args);
    IReadOnlyList<Figure> figures = await Sections.RunAsync(settings);
    if (settings.Json)
    {
        foreach (Figure figure in figures)
        {
            Console.WriteLine(JsonSerializer.Serialize(figure));
        }
    }
    else if (figures.Count > 0)
    {
        string table = FigureTable.Render(figures);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine();
        Console.Write(table);
        if (settings.Write is { } page)
        {
            PerformancePage.Write(page, table);
        }
    }

    return figures.Any(f => f.Met == false) ? 1 : 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
