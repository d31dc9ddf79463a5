using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>From saving source until the first answer of the new code.</summary>
internal static class SourceBench
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        List<Figure> figures = [];
        foreach (bool byRename in new[] { true, false })
        {
            Sample saves = await HelloAsync(folder, byRename, settings.Rounds(300, 60));
            string how = byRename ? "rename" : "in place";
            figures.Add(new($"save ({how}) of a 1-file plugin → first new answer, p50", "≤ 40 ms", Sample.Text($"{saves.Median:0.0} ms"), "", null, saves.Median <= 40));
            figures.Add(new($"save ({how}) of a 1-file plugin → first new answer, p99", "≤ 150 ms", Sample.Text($"{saves.P99:0.0} ms"), "", null, saves.P99 <= 150));
        }

        Sample ours = await ProjectAsync(folder, settings.Rounds(60, 15));
        Sample builds = await DotnetBuilds.RunAsync(folder, settings.Rounds(8, 3));
        Sample watches = await DotnetWatch.RunAsync(folder, settings.Rounds(12, 4));
        string lines = $"{SourceText.Files} files, {SourceText.Files * SourceText.LinesAFile:N0} lines";
        figures.Add(new($"save of a project ({lines}, 1 changed) → first new answer, p50", "≤ 250 ms", Sample.Text($"{ours.Median:0.0} ms"), "", null, ours.Median <= 250));
        figures.Add(new("(the same, p99)", "", Sample.Text($"{ours.P99:0.0} ms"), "", null, null));
        figures.Add(new("the same against dotnet build + load, p50", "≤ 0.05 ×", Sample.Text($"{ours.Median:0.0} ms"), Sample.Text($"dotnet build {builds.Median:0} ms"), ours.Median / builds.Median, ours.Median * 20 <= builds.Median));
        figures.Add(new("the same against dotnet watch, p50", "≤ 0.2 ×", Sample.Text($"{ours.Median:0.0} ms"), Sample.Text($"dotnet watch {watches.Median:0} ms"), ours.Median / watches.Median, ours.Median * 5 <= watches.Median));
        figures.Add(await ColdStart.RunAsync(folder, settings.Rounds(15, 5)));
        return figures;
    }

    private static async Task<Sample> HelloAsync(TempFolder folder, bool byRename, int rounds)
    {
        string file = folder.Write($"hello{byRename}/hello.cs", SourceText.Hello(0));
        await using Plugin plugin = await Plugin.OpenAsync(file);
        return await SavesAsync(new Edited(file, SourceText.Hello), plugin.Lookup<Func<int>>("Version"), byRename, rounds);
    }

    private static async Task<Sample> ProjectAsync(TempFolder folder, int rounds)
    {
        string project = SourceText.Project(folder, "ours");
        await using Plugin plugin = await Plugin.OpenAsync(project);
        return await SavesAsync(new Edited(folder["ours/Part0.cs"], SourceText.Versioned), plugin.Lookup<Func<int>>("Version0"), byRename: true, rounds);
    }

    private static async Task<Sample> SavesAsync(Edited edited, Func<int> answer, bool byRename, int rounds)
    {
        const int warm = 10;
        Sample times = new();
        for (int i = 1; i <= rounds + warm; i++)
        {
            double time = edited.Save(i, byRename, answer);
            if (i > warm)
            {
                times.Add(time);
            }

            // Apart from the save before: each begins from rest.
            await Task.Delay(20);
        }

        return times;
    }
}
