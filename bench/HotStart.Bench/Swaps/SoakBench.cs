using System.Diagnostics;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Swaps;

/// <summary>Very many swaps beside two callers: nothing lost, nothing mixed, nothing left.</summary>
internal static class SoakBench
{
    private const double MostMebibytes = 20;
    private static readonly TimeSpan _proofLimit = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        int swaps = settings.Rounds(20_000, 3_000);
        int settled = 1000;
        using TempFolder folder = new();
        string[] versions = PricingSource.Forge(folder, 4);
        string artifact = Path.Combine(folder.MakeFolder("live"), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        IPricing pricing = plugin.Get<IPricing>();
        Func<long> halves = plugin.Lookup<Func<long>>("Functions.Halves");

        VersionClock clock = new(versions.Length);
        CheckedCaller[] callers =
        [
            new(pricing.Halves, _ => pricing.HalvesLater(), clock),
            new(halves, null, clock),
        ];
        int refused = 0;
        double after1000 = 0, most = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i <= swaps; i++)
        {
            PricingSource.Place(versions[i % versions.Length], artifact);
            SwapResult result = await plugin.ReloadAsync();
            clock.Publish(i);
            if (result.Outcome != SwapOutcome.Swapped)
            {
                refused++;
                Console.Error.WriteLine(result);
            }

            double now = Resident.Bytes / 1048576.0;
            after1000 = i == settled ? now : after1000;
            most = i > settled ? Math.Max(most, now) : 0;
            if (i % 1000 == 0)
            {
                Console.Error.WriteLine(Sample.Text($"{i} swaps, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {now:0.0} MiB resident, {plugin.Status.Generations.Length} generations, {GC.CollectionCount(2)} full collections"));
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double atEnd = Resident.Bytes / 1048576.0;
        Array.ForEach(callers, c => c.Stop());
        long calls = callers.Sum(c => c.Calls), lost = calls - callers.Sum(c => c.Answers);
        long failed = callers.Sum(c => c.Failed), mixed = callers.Sum(c => c.Mixed), stale = callers.Sum(c => c.Stale);
        foreach (string error in callers.Select(c => c.FirstError).OfType<string>())
        {
            Console.Error.WriteLine(error);
        }

        int left = await LeftAsync(plugin);
        return
        [
            new Figure($"{swaps:N0} swaps beside two callers: calls lost, failed, mixed, stale", "0", Sample.Text($"{lost}, {failed}, {mixed}, {stale} of {calls:N0}"), "", null, lost + failed + mixed + stale == 0),
            new Figure($"{swaps:N0} swaps: refused; retired generations not unloaded at the end", "0; 0", $"{refused}; {left}", "", null, refused + left == 0),
            new Figure($"{swaps:N0} swaps: resident memory after the first {settled:N0}", Sample.Text($"≤ {MostMebibytes:0} MiB more"), Sample.Text($"{atEnd - after1000:0.0} MiB more (at most {most - after1000:0.0})"), Sample.Text($"{after1000:0.0} MiB after {settled:N0}"), null, atEnd - after1000 <= MostMebibytes),
            new Figure($"({swaps:N0} swaps: time each, all in all)", "", Sample.Text($"{seconds * 1000 / swaps:0.00} ms"), "", null, null),
        ];
    }

    /// <summary>How many retired generations have no proof of their unload when the limit is over.</summary>
    private static async Task<int> LeftAsync(Plugin plugin)
    {
        long start = Stopwatch.GetTimestamp();
        while (plugin.Status.Generations.Length > 1 && Stopwatch.GetElapsedTime(start) < _proofLimit)
        {
            await Task.Delay(100);
        }

        return plugin.Status.Generations.Length - 1;
    }
}
