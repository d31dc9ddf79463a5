using System.Diagnostics;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Swaps;

/// <summary>From the rename of a file into place until a caller gets its first answer from it.</summary>
internal static class ArrivalBench
{
    private const double MostMedian = 15;
    private const double MostTail = 60;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        string[] versions = PricingSource.Forge(folder, 4);
        string artifact = Path.Combine(folder.MakeFolder("live"), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        await using Plugin plugin = await Plugin.OpenAsync(artifact);
        IPricing pricing = plugin.Get<IPricing>();

        Sample times = new();
        int warm = 10;
        int rounds = settings.Rounds(400, 60) + warm;
        for (int i = 1; i <= rounds; i++)
        {
            string version = versions[i % versions.Length];
            string draft = folder[$"{i}.draft"];
            File.Copy(version, draft);
            long start = Stopwatch.GetTimestamp();
            File.Move(draft, artifact, overwrite: true);
            Await(pricing, i % versions.Length + 1, start);
            if (i > warm)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            // Apart from the change before: each arrival begins from rest.
            await Task.Delay(15);
        }

        return
        [
            new Figure("rename into place → first new answer, p50", "≤ 15 ms", Sample.Text($"{times.Median:0.0} ms"), "", null, times.Median <= MostMedian),
            new Figure("rename into place → first new answer, p99", "≤ 60 ms", Sample.Text($"{times.P99:0.0} ms"), "", null, times.P99 <= MostTail),
            new Figure("(the same, fastest and slowest)", "", Sample.Text($"{times.At(0):0.0} … {times.Max:0.0} ms"), "", null, null),
        ];
    }

    private static void Await(IPricing pricing, int version, long start)
    {
        while (pricing.Version != version)
        {
            if (Stopwatch.GetElapsedTime(start) > _limit)
            {
                throw new TimeoutException($"Version {version} was renamed into place and does not answer after {_limit.TotalSeconds} s.");
            }

            Thread.Yield();
        }
    }
}
