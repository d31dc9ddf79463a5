using HotStart.Doctor;
using HotStart.Doctor.Tests;

namespace HotStart.UnloadReport.Planted;

/// <summary>How the doctor did on leaks that were planted and are known, by the first line that it says of each.</summary>
/// <param name="Planted">How many there were to find: what the sweep ends by itself does not count.</param>
/// <param name="Missed">Those whose first line was wrong, and what it was.</param>
/// <param name="Chains">How many chains it told in all.</param>
/// <param name="Dying">Chains through something that dies with the generation: they explain nothing.</param>
internal sealed record PlantedScore(int Planted, IReadOnlyList<string> Missed, int Chains, IReadOnlyList<string> Dying)
{
    private const double LeastShare = 0.95;

    public bool IsGood => Planted - Missed.Count >= LeastShare * Planted && Dying.Count == 0;

    /// <summary>Plants all of them in a host and looks at it.</summary>
    public static async Task<PlantedScore> TakeAsync(CancellationToken cancellationToken)
    {
        await using LeakingHost host = await LeakingHost.StartAsync(PlantedLeaks.All);
        DoctorReport report = await PluginDoctor.ExamineAsync(new DoctorRequest(host.Id), cancellationToken: cancellationToken);
        return Of(report);
    }

    public override string ToString() =>
        $"""
        Planted leaks: {Planted - Missed.Count} of {Planted} named rightly at the first line (bar: 95 %); {Chains} chains, {Dying.Count} of them through something that dies with the generation (bar: none).
        {string.Concat(Missed.Select(m => $"\n- missed: {m}"))}{string.Concat(Dying.Select(d => $"\n- through what dies: {d}"))}
        """.TrimEnd();

    private static PlantedScore Of(DoctorReport report)
    {
        List<string> missed = [];
        foreach (PlantedLeak leak in PlantedLeaks.Kept)
        {
            LeakedGeneration? found = report.Leaked.FirstOrDefault(g => g.PluginId == leak.Id);
            if (found is null || found.IsFree || leak.Problem(found.Chains[0]) is not null)
            {
                missed.Add($"{leak.Id}: {(found is { IsFree: false } ? leak.Problem(found.Chains[0]) : "no chain")}");
            }
        }

        (string Name, LeakChain Chain)[] chains = [.. report.Leaked.SelectMany(g => g.Chains.Select(c => (g.Name, c)))];
        return new PlantedScore(
            PlantedLeaks.Kept.Count(), missed, chains.Length, [.. chains.Where(c => Dies(c.Name, c.Chain)).Select(c => $"{c.Name}: {c.Chain}")]);
    }

    /// <summary>Whether the generation's own shows in the chain before its end.</summary>
    private static bool Dies(string name, LeakChain chain) =>
        chain.Links.SkipLast(1).Any(l => l.EndsWith($"[{name}]", StringComparison.Ordinal));
}
