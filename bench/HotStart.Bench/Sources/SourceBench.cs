using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Sources;

/// <summary>From saving source until the first answer of the new code.</summary>
internal static class SourceBench
{
    // The compiler is itself compiled in a hurry first; it is warm when the runtime has made most of it anew.
    private const int Cold = 50;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        List<Figure> figures = [];
        Sample hello = new();
        foreach (bool byRename in new[] { true, false })
        {
            hello = await HelloAsync(folder, byRename, settings.Rounds(300, 60));
            string how = byRename ? "rename" : "in place";
            figures.Add(new($"save ({how}) of a 1-file plugin → first new answer, p50", "≤ 40 ms", Sample.Text($"{hello.Median:0.0} ms"), "", null, hello.Median <= 40));
            figures.Add(new($"save ({how}) of a 1-file plugin → first new answer, p99", "≤ 150 ms", Sample.Text($"{hello.P99:0.0} ms"), "", null, hello.P99 <= 150));
        }

        (Sample first, Sample bodies, Sample shapes) = await ProjectAsync(folder, settings.Rounds(60, 15));
        string label = EditedProject.ManyFiles.Label;
        figures.Add(new($"save of a project ({label}, a body in 1 changed) → first new answer, p50", "≤ 250 ms", Sample.Text($"{bodies.Median:0.0} ms"), Sample.Text($"the first {Cold / 2} saves {first.Median:0} ms"), null, bodies.Median <= 250));
        figures.Add(new("(the same, p99)", "", Sample.Text($"{bodies.P99:0.0} ms"), "", null, null));
        figures.Add(new($"save of a project ({label}, the type of a field in 1 changed) → first new answer, p50", "≤ 250 ms", Sample.Text($"{shapes.Median:0.0} ms"), "", null, shapes.Median <= 250));
        figures.Add(new("(the same, p99)", "", Sample.Text($"{shapes.P99:0.0} ms"), "", null, null));
        figures.AddRange(await PeersAsync(folder, EditedProject.OneFile, hello, hello, settings));
        figures.AddRange(await PeersAsync(folder, EditedProject.ManyFiles, bodies, shapes, settings));
        figures.Add(await ColdStart.RunAsync(folder, settings.Rounds(15, 5)));
        return figures;
    }

    /// <summary>The same edits with what the SDK has. What <c>dotnet build</c> takes does not depend on the sort of edit.</summary>
    private static async Task<IReadOnlyList<Figure>> PeersAsync(TempFolder folder, EditedProject edited, Sample ourBodies, Sample ourShapes, BenchSettings settings)
    {
        Sample builds = await DotnetBuilds.RunAsync(folder, edited, settings.Rounds(8, 3));
        Sample bodies = await DotnetWatch.RunAsync(folder, edited, edited.Body, settings.Rounds(12, 4));
        Sample shapes = await DotnetWatch.RunAsync(folder, edited, edited.Shape, settings.Rounds(6, 3));
        return
        [
            Against("dotnet build + load, the body of a method edited", ourBodies, builds, 20),
            Against("dotnet build + load, the type of a field edited", ourShapes, builds, 20),
            Against("dotnet watch, the body of a method edited", ourBodies, bodies, 5),
            Against("dotnet watch, the type of a field edited", ourShapes, shapes, 5),
        ];

        Figure Against(string peer, Sample ours, Sample its, int times) => new(
            $"{edited.Label}, in place: against {peer}, p50", Sample.Text($"≤ {1.0 / times:0.##} ×"), Sample.Text($"{ours.Median:0.0} ms"),
            Sample.Text($"{its.Median:0} ms"), ours.Median / its.Median, ours.Median * times <= its.Median);
    }

    private static async Task<Sample> HelloAsync(TempFolder folder, bool byRename, int rounds)
    {
        string file = folder.Write($"hello{byRename}/hello.cs", SourceText.Hello(0));
        await using Plugin plugin = await Plugin.OpenAsync(file);
        return await SavesAsync(new Edited(file, SourceText.Hello), plugin.Lookup<Func<int>>("Version"), byRename, rounds);
    }

    private static async Task<(Sample First, Sample Bodies, Sample Shapes)> ProjectAsync(TempFolder folder, int rounds)
    {
        string project = EditedProject.ManyFiles.Write(folder, "ours", "");
        await using Plugin plugin = await Plugin.OpenAsync(project);
        Func<int> answer = plugin.Lookup<Func<int>>("Version0");
        Edited bodies = new(folder["ours/Part0.cs"], EditedProject.ManyFiles.Body), shapes = new(folder["ours/Part0.cs"], EditedProject.ManyFiles.Shape);

        // The compiler is as warm for the one sort as for the other: both are of the first saves.
        Sample first = await SavesAsync(bodies, answer, byRename: false, Cold / 2, warm: 0);
        await SavesAsync(shapes, answer, byRename: false, Cold, warm: 0);
        Sample body = await SavesAsync(bodies, answer, byRename: false, rounds, warm: Cold);
        return (first, body, await SavesAsync(shapes, answer, byRename: false, rounds, warm: Cold));
    }

    private static async Task<Sample> SavesAsync(Edited edited, Func<int> answer, bool byRename, int rounds, int warm = 10)
    {
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
