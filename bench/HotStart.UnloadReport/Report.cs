using HotStart.Testing;
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

    private static async Task<string?> NameAsync(TrialProcess kept, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("DOCTOR") is not { } dll) { return null; }
        using System.Diagnostics.Process p = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [dll, kept.Id.ToString()]) { RedirectStandardOutput = true })!;
        string said = await p.StandardOutput.ReadToEndAsync(cancellationToken);
        Console.Error.WriteLine(said);
        return said.Split('\n').Skip(1).FirstOrDefault();
    }
}
