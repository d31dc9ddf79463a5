using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Web;

/// <summary>Full load for ten minutes while a plugin is swapped ten times a second and WebSockets are open: nothing lost, nothing left.</summary>
internal static class WebSoakBench
{
    public const string Section = "websoak";

    private const int Parts = 10;
    private const int MostAlive = 2;
    private static readonly TimeSpan _proofLimit = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        TimeSpan duration = settings.Duration ?? TimeSpan.FromMinutes(settings.Rounds(10, 1));
        using TempFolder folder = new();
        string[] versions = WebSource.Endpoints(folder, 2, generated: true);
        string artifact = Path.Combine(folder.MakeFolder("plugins"), "shop.dll");
        File.Copy(versions[0], artifact);
        await using BenchApp app = await BenchApp.WithPluginsAsync(Path.GetDirectoryName(artifact)!);
        Swapper swapper = new(app.Host, "shop", versions, artifact);
        await LoadAsync(app, 5, folder.Path);

        using CancellationTokenSource end = new();
        await using SoakSockets sockets = await SoakSockets.OpenAsync(app.Url);
        ResidentWatch memory = new();
        Task[] beside = [swapper.KeepSwappingAsync(end.Token), sockets.KeepTalkingAsync(end.Token), memory.KeepLookingAsync(end.Token)];
        List<WrkResult> parts = [];
        List<double> resident = [];
        for (int part = 1; part <= Parts; part++)
        {
            parts.Add(await LoadAsync(app, (int)Math.Ceiling(duration.TotalSeconds / Parts), folder.Path));
            resident.Add(memory.TakeMebibytes());
            Console.Error.WriteLine(Sample.Text($"part {part} of {Parts}: {parts[^1].PerSecond:0}/s, p99 {parts[^1].P99:0.0} ms, {parts[^1].Not2xx} other than 2xx, {parts[^1].SocketErrors} socket errors, {resident[^1]:0} MiB, {swapper.Times.Count} swaps"));
        }

        await end.CancelAsync();
        await Task.WhenAll(beside);
        int held = app.Host.Status.Plugins.Single().Generations.Length;
        await sockets.CloseAsync();
        int alive = await swapper.AliveAsync(_proofLimit);

        string name = Sample.Text($"{duration.TotalMinutes:0.#} min of full load, 10 swaps a second");
        long not2xx = parts.Sum(p => p.Not2xx), broken = parts.Sum(p => p.SocketErrors), requests = parts.Sum(p => p.Requests);
        return
        [
            new Figure($"{name}: other than 2xx; socket errors", "0; 0", Sample.Text($"{not2xx}; {broken} of {requests:N0}"), "", null, not2xx + broken == 0),
            new Figure($"{SoakSockets.Count} WebSockets open all the time, one more each second: dropped", "0", Sample.Text($"{sockets.Dropped}; {sockets.Echoes:N0} echoes"), "", null, sockets.Dropped == 0),
            new Figure($"generations alive after {swapper.Times.Count:N0} swaps, load and WebSockets ended", $"≤ {MostAlive}", $"{alive}", $"{held} while they were open", null, alive <= MostAlive),
            new Figure("(a swap under this load: p50; p99)", "", Sample.Text($"{swapper.Times.Median:0.0} ms; {swapper.Times.P99:0.0} ms"), "", null, null),
            new Figure("(requests a second: the last tenth of the time beside the first)", "", Sample.Text($"{parts[^1].PerSecond:0}/s"), Sample.Text($"{parts[0].PerSecond:0}/s"), parts[^1].PerSecond / parts[0].PerSecond, null),
            new Figure("(resident memory, mean: the last tenth beside the first)", "", Sample.Text($"{resident[^1]:0} MiB"), Sample.Text($"{resident[0]:0} MiB"), resident[^1] / resident[0], null),
            new Figure("(the same, each tenth)", "", string.Join(' ', resident.Select(r => Sample.Text($"{r:0}"))) + " MiB", "", null, null),
            new Figure("(latency, p99, each tenth)", "", string.Join(' ', parts.Select(p => Sample.Text($"{p.P99:0}"))) + " ms", "", null, null),
        ];
    }

    private static Task<WrkResult> LoadAsync(BenchApp app, int seconds, string folder) =>
        Wrk.IsThere ? Wrk.RunAsync(app.Url, seconds, folder) : HttpLoad.RunAsync(app.Http, seconds);
}
