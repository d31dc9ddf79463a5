using HotStart.Bench.Reporting;
using HotStart.Doctor;
using HotStart.Doctor.Tests;

namespace HotStart.Bench.Unloads;

/// <summary>
/// What a look at a large host takes: 500 MB of small objects that refer to each other, and every leak that the doctor's tests
/// plant. The host itself tells how long it stood still, by the longest gap between two of its beats.
/// </summary>
internal static class DoctorBench
{
    private const int Megabytes = 500;
    private const double MostSeconds = 20;
    private const double MostPaused = 2;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        await using LeakingHost host = await LeakingHost.StartAsync(PlantedLeaks.All, Megabytes);
        Sample took = new(), paused = new();
        long bytes = 0;
        for (int round = 0; round < settings.Rounds(5, 2); round++)
        {
            DoctorReport report = await DoctorProcess.ExamineAsync(new DoctorRequest(host.Id));
            took.Add(report.Figures.Took.TotalSeconds);
            paused.Add(report.Figures.Paused.TotalMilliseconds);
            bytes = report.Figures.MemoryRead;
        }

        TimeSpan longest = await host.EndAsync();
        return
        [
            new Figure($"doctor on a host with {Megabytes} MB of heap, longest", Sample.Text($"≤ {MostSeconds:0} s"), Sample.Text($"{took.Max:0.00} s"), Sample.Text($"{bytes >> 20} MB read"), null, took.Max <= MostSeconds),
            new Figure("the host stands still for it, by its own clock, longest", Sample.Text($"≤ {MostPaused:0} s"), Sample.Text($"{longest.TotalMilliseconds:0} ms"), Sample.Text($"the doctor says {paused.Max:0} ms"), null, longest.TotalSeconds <= MostPaused),
        ];
    }
}
