using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Flow.Candidates;
using HotStart.Testing;

namespace HotStart.Bench.Swaps;

/// <summary>From the staged candidate to the first answer of the new code.</summary>
internal static class SwapBench
{
    private const double MostTimes = 2.5;
    private const double MostUnderLoad = 20_000;
    private const double MostPublish = 50;

    // Enough for the compiler to have replaced what it made in a hurry.
    private const int WarmUps = 200;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        string[] versions = PricingSource.Forge(folder, 4);
        string artifact = Path.Combine(folder.MakeFolder("live"), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        IPricing pricing = plugin.Get<IPricing>();
        using Stager stager = new(folder.MakeFolder("bare"));

        await new SwapRounds(plugin, pricing, artifact, versions, stager).RunAsync(WarmUps);
        SwapRounds quiet = new(plugin, pricing, artifact, versions, stager);
        await quiet.RunAsync(settings.Rounds(600, 120));
        SwapRounds busy = new(plugin, pricing, artifact, versions, stager);
        using (Callers callers = new(pricing, 2))
        {
            await busy.RunAsync(settings.Rounds(400, 100), callers);
        }

        double ratio = quiet.Swap.Median / quiet.Bare.Median;
        return
        [
            new Figure("swap, p50 (staged candidate → new code answers)", Sample.Text($"≤ {MostTimes:0.0} ×"), Micros(quiet.Swap.Median), $"bare context {Micros(quiet.Bare.Median)}", ratio, ratio <= MostTimes),
            new Figure("(swap, p99)", "", Micros(quiet.Swap.P99), $"bare context {Micros(quiet.Bare.P99)}", quiet.Swap.P99 / quiet.Bare.P99, null),
            new Figure("(swap with copying and checking, p50)", "", Micros(quiet.Whole.Median), "", null, null),
            new Figure("(stages of it, p50)", "", Stages(quiet, s => s.Median), "", null, null),
            new Figure("swap beside two threads that call without pause, p99", "≤ 20 ms", Micros(busy.Swap.P99), $"bare context {Micros(busy.Bare.P99)}", busy.Swap.P99 / busy.Bare.P99, busy.Swap.P99 <= MostUnderLoad),
            new Figure("(the same, p50)", "", Micros(busy.Swap.Median), $"bare context {Micros(busy.Bare.Median)}", busy.Swap.Median / busy.Bare.Median, null),
            new Figure("(stages of it, p99)", "", Stages(busy, s => s.P99), "", null, null),
            new Figure("publish alone, p99", "≤ 50 µs", Micros(quiet.Stages["publish"].P99), "", null, quiet.Stages["publish"].P99 <= MostPublish),
            new Figure("publish alone beside the two threads, p99", "≤ 50 µs", Micros(busy.Stages["publish"].P99), "", null, busy.Stages["publish"].P99 <= MostPublish),
        ];
    }

    private static string Micros(double micros) => micros < 1000 ? Sample.Text($"{micros:0.#} µs") : Sample.Text($"{micros / 1000:0.00} ms");

    private static string Stages(SwapRounds rounds, Func<Sample, double> value) =>
        string.Join(", ", rounds.Stages.Select(s => $"{s.Key} {Micros(value(s.Value))}"));
}
