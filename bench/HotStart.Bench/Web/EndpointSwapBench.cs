using System.Net.Http.Json;
using System.Runtime;
using HotStart.Bench.Reporting;
using HotStart.Bench.Web.Code;
using HotStart.Testing;

namespace HotStart.Bench.Web;

/// <summary>What a swap of endpoints costs, and what is left after very many: JSON in and out between any two.</summary>
internal static class EndpointSwapBench
{
    private const double MostMilliseconds = 15;
    private const int MostAlive = 2;
    private const int WarmUps = 20;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        int swaps = settings.Rounds(1000, 150);
        using TempFolder folder = new();
        (Sample generated, int generatedAlive) = await RunAsync(folder, "shop", "generated", "/shop/quote", WebSource.Endpoints(folder, 2, generated: true), swaps);
        (Sample reflected, int reflectedAlive) = await RunAsync(folder, "shop", "reflected", "/shop/quote", WebSource.Endpoints(folder, 2, generated: false), swaps);
        (Sample mvc, int mvcAlive) = await RunAsync(folder, "mvc", "mvc", "/mvc/quote", WebSource.Controllers(folder, 2), swaps);
        return
        [
            new Figure("swap of a plugin with 20 endpoints, p50", Sample.Text($"≤ {MostMilliseconds:0} ms"), Sample.Text($"{generated.Median:0.0} ms"), "", null, generated.Median <= MostMilliseconds),
            new Figure("(the same, p99; without generators, p50; with MVC controllers, p50)", "", Sample.Text($"{generated.P99:0.0} ms; {reflected.Median:0.0} ms; {mvc.Median:0.0} ms"), "", null, null),
            Alive(swaps, "minimal APIs by generators", generatedAlive),
            Alive(swaps, "minimal APIs by reflection", reflectedAlive),
            Alive(swaps, "MVC controllers", mvcAlive),
        ];
    }

    private static Figure Alive(int swaps, string what, int alive) =>
        new($"generations alive after {swaps:N0} swaps, JSON in and out, {what}", $"≤ {MostAlive}", $"{alive}", "", null, alive <= MostAlive);

    private static async Task<(Sample Times, int Alive)> RunAsync(TempFolder folder, string id, string kind, string path, string[] versions, int swaps)
    {
        string artifact = Path.Combine(folder.MakeFolder($"plugins-{kind}"), $"{id}.dll");
        File.Copy(versions[0], artifact);
        await using BenchApp app = await BenchApp.WithPluginsAsync(Path.GetDirectoryName(artifact)!);
        Swapper swapper = new(app.Host, id, versions, artifact);
        TimeSpan cpu = TimeSpan.Zero, jit = TimeSpan.Zero;
        for (int i = 0; i < swaps; i++)
        {
            using HttpResponseMessage response = await app.Http.PostAsJsonAsync(path, new Order(i, 2));
            if ((await response.Content.ReadFromJsonAsync<Price>())?.Id != i)
            {
                throw new InvalidOperationException($"{path} answered wrongly.");
            }

            (cpu, jit) = i == WarmUps ? (Environment.CpuUsage.TotalTime, JitInfo.GetCompilationTime()) : (cpu, jit);
            await swapper.SwapAsync();
        }

        Console.Error.WriteLine(Sample.Text($"{kind}: {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / (swaps - WarmUps):0.0} ms of processor time each, {(JitInfo.GetCompilationTime() - jit).TotalMilliseconds / (swaps - WarmUps):0.0} ms of it for compiling"));
        Console.Error.WriteLine($"{kind}: {string.Join(", ", swapper.Stages.Select(s => Sample.Text($"{s.Key} {s.Value.Median:0.00} ms")))}");
        return (swapper.Times, await swapper.AliveAsync(TimeSpan.FromSeconds(30)));
    }
}
