using HotStart.Doctor;
using HotStart.UnloadReport.Trials;

namespace HotStart.UnloadReport;

/// <summary>Runs every fixture both ways, each in a process of its own.</summary>
internal static class Report
{
    // They mostly wait for the next collection.
    private const int AtOnce = 4;

    public static async Task<IReadOnlyList<Row>> RunAsync(ReportSettings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<Fixture> fixtures = Fixture.Read(settings);
        FixtureForge forge = new(fixtures.Any(f => f.Uses.Count > 0) ? await PackageFolder.BuildAsync(cancellationToken) : null);
        using TempFolder folder = new();
        Row[] rows = new Row[fixtures.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, fixtures.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, stop) =>
            {
                rows[i] = await RunAsync(fixtures[i], forge, folder, stop);
                Console.Error.WriteLine($"{fixtures[i].Name}: {rows[i].Hot.Words} {rows[i].Holder}");
            });
        return rows;
    }

    private static async Task<Row> RunAsync(Fixture fixture, FixtureForge forge, TempFolder folder, CancellationToken cancellationToken)
    {
        string built = folder.MakeFolder(fixture.Name);
        try
        {
            forge.Build(fixture, built);
        }
        catch (InvalidOperationException e)
        {
            TrialResult failed = new(TrialOutcome.Failed, 0, e.Message);
            return new Row(fixture, failed, failed, null);
        }

        await using TrialProcess bare = TrialProcess.Start(TrialProcess.Bare, built);
        TrialResult before = await bare.ResultAsync(cancellationToken);
        await using TrialProcess hot = TrialProcess.Start(TrialProcess.Hot, built);
        TrialResult after = await hot.ResultAsync(cancellationToken);
        return new Row(fixture, before, after, after.Outcome == TrialOutcome.Kept ? await NameAsync(hot, cancellationToken) : null);
    }

    /// <summary>What the doctor says first of the generation that stayed.</summary>
    private static async Task<LeakChain?> NameAsync(TrialProcess kept, CancellationToken cancellationToken)
    {
        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(kept.Id), cancellationToken: cancellationToken);
        LeakedGeneration? leaked = report.Leaked.FirstOrDefault(g => g is { Generation: 1, IsFree: false });
        return leaked?.Chains[0];
    }
}
