using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Web;

/// <summary>Full load on endpoints compiled in, on the same as a plugin, and on the same while it is swapped ten times a second.</summary>
internal static class ThroughputBench
{
    private const double LeastStill = 0.95;
    private const double LeastSwapping = 0.85;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        if (!Wrk.IsThere)
        {
            return [new Figure("load by wrk", "runs", "wrk is not installed (Debian: apt-get install wrk)", "", null, false)];
        }

        int rounds = settings.Rounds(3, 2), seconds = settings.Rounds(6, 4), longest = settings.Rounds(60, 6);
        using TempFolder folder = new();
        string[] versions = WebSource.Endpoints(folder, 2, generated: true);
        string artifact = Path.Combine(folder.MakeFolder("plugins"), "shop.dll");
        File.Copy(versions[0], artifact);
        await using BenchApp compiled = await BenchApp.CompiledInAsync();
        await using BenchApp plugins = await BenchApp.WithPluginsAsync(Path.GetDirectoryName(artifact)!);
        Swapper swapper = new(plugins.Host, "shop", versions, artifact);
        await Wrk.RunAsync(compiled.Url, 3, folder.Path);
        await Wrk.RunAsync(plugins.Url, 3, folder.Path);

        // In turns: what else the machine does falls on all of them.
        Sample bare = new(), still = new(), swapping = new(), stillRatio = new(), swappingRatio = new();
        long not2xx = 0, broken = 0, requests = 0;
        double p99 = 0;
        for (int round = 0; round < rounds; round++)
        {
            WrkResult first = await Wrk.RunAsync(compiled.Url, seconds, folder.Path);
            WrkResult second = await Wrk.RunAsync(plugins.Url, seconds, folder.Path);
            WrkResult third = await SwappingAsync(swapper, plugins.Url, round == rounds - 1 ? longest : seconds, folder.Path);
            WrkResult again = await Wrk.RunAsync(compiled.Url, seconds, folder.Path);
            double beside = (first.PerSecond + again.PerSecond) / 2;
            bare.Add(beside);
            still.Add(second.PerSecond);
            swapping.Add(third.PerSecond);
            stillRatio.Add(second.PerSecond / first.PerSecond);
            swappingRatio.Add(third.PerSecond / beside);
            not2xx += second.Not2xx + third.Not2xx;
            broken += second.SocketErrors + third.SocketErrors;
            requests += third.Requests;
            p99 = Math.Max(p99, third.P99);
            Console.Error.WriteLine(Sample.Text($"compiled in {first.PerSecond:0}/s, plugin {second.PerSecond:0}/s, swapping {third.PerSecond:0}/s, compiled in {again.PerSecond:0}/s"));
        }

        int alive = await swapper.AliveAsync(TimeSpan.FromSeconds(30));
        return
        [
            new Figure($"full load of {longest} s, 10 swaps a second: other than 2xx; socket errors", "0; 0", Sample.Text($"{not2xx}; {broken} of {requests:N0}"), "", null, not2xx + broken == 0),
            new Figure("throughput, 10 swaps a second", Sample.Text($"≥ {LeastSwapping:0.00} × compiled in"), Sample.Text($"{swapping.Median:0}/s"), Sample.Text($"{bare.Median:0}/s"), swappingRatio.Median, swappingRatio.Median >= LeastSwapping),
            new Figure("throughput, no swaps", Sample.Text($"≥ {LeastStill:0.00} × compiled in"), Sample.Text($"{still.Median:0}/s"), Sample.Text($"{bare.Median:0}/s"), stillRatio.Median, stillRatio.Median >= LeastStill),
            new Figure("(latency at full load while swapping, p99; a swap meanwhile, p50)", "", Sample.Text($"{p99:0.0} ms; {swapper.Times.Median:0.0} ms"), "", null, null),
            new Figure($"(generations alive after {swapper.Times.Count:N0} swaps under full load)", "", $"{alive}", "", null, null),
        ];
    }

    private static async Task<WrkResult> SwappingAsync(Swapper swapper, string url, int seconds, string folder)
    {
        using CancellationTokenSource end = new();
        Task swaps = swapper.KeepSwappingAsync(end.Token);
        WrkResult result = await Wrk.RunAsync(url, seconds, folder);
        await end.CancelAsync();
        await swaps;
        return result;
    }
}
