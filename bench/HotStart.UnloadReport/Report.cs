using HotStart.Doctor;
using HotStart.UnloadReport.Trials;

namespace HotStart.UnloadReport;

/// <summary>Runs every fixture both ways, each in a process of its own.</summary>
internal static class Report
{
    public static async Task<IReadOnlyList<Row>> RunAsync(ReportSettings settings, CancellationToken cancellationToken)
    {
        IReadOnlyList<Fixture> fixtures = Fixture.Read(settings);
        FixtureForge forge = new(fixtures.Any(f => f.Uses.Count > 0) ? await PackageFolder.BuildAsync(cancellationToken) : null);
        using TempFolder folder = new();
        List<Row> rows = [];
        foreach (Fixture fixture in fixtures)
        {
            Console.Error.Write($"{fixture.Name} … ");
            rows.Add(await RunAsync(fixture, forge, folder, cancellationToken));
            Console.Error.WriteLine(rows[^1].Hot.Words);
        }

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
