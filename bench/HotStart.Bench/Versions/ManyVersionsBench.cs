using System.Diagnostics;
using HotStart.Bench.Reporting;
using HotStart.Bench.Sources;
using HotStart.Fixtures;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Testing;

namespace HotStart.Bench.Versions;

/// <summary>A store with 1,000 versions of 100 plugins and as many releases: what it costs to look at, and to start from.</summary>
internal static class ManyVersionsBench
{
    private const int Plugins = 100;
    private const int Versions = 10;
    private const int Starts = 8;
    private const double Bar = 150;

    public static async Task<IReadOnlyList<Figure>> RunAsync(int rounds)
    {
        using TempFolder folder = new();
        PackageForge forge = new(folder["feed"]);
        for (int i = 0; i < Plugins; i++)
        {
            forge.Pack($"p{i:00}", "1.0.0", PackageForge.Compile($"p{i:00}", "1.0.0", $"public static class P{i} {{ public static int One() => 1; }}"));
        }

        PluginStoreOptions options = new() { Sources = new PackageSourcesOptions { Feeds = [folder["feed"]] }, CacheFolder = folder["cache"] };
        using PluginStore store = PluginStore.Open(folder["store"], options);
        string set = string.Join(", ", Enumerable.Range(0, Plugins).Select(i => $"\"p{i:00}\": {{ \"version\": \"1.0.0\" }}"));
        ChangeResult applied = await store.ApplyAsync(ReleaseFile.Parse($"{{ \"plugins\": {{ {set} }} }}", "all"));
        InstallBench.Require(applied.Outcome == ChangeOutcome.Done, applied.Message);
        await store.CommitAsync();
        using PluginStore other = PluginStore.Open(folder["few"], options);
        InstallBench.Require((await other.ApplyAsync(ReleaseFile.Parse($"{{ \"plugins\": {{ {set} }} }}", "all"))).Outcome == ChangeOutcome.Done, "the other store was not filled");
        await other.CommitAsync();
        Fill(store.Core, applied.Active);

        // In turns: a process in which hundreds of load contexts were made loads more slowly, whatever it loads.
        Sample few = new(), many = new();
        for (int i = 0; i <= Starts; i++)
        {
            Sample warmUp = new();
            foreach (string of in (string[])(i % 2 == 0 ? ["few", "store"] : ["store", "few"]))
            {
                await StartAsync(folder, of, i == 0 ? warmUp : of == "few" ? few : many);
            }
        }

        Sample list = new(), history = new(), listCommand = new(), historyCommand = new();
        string tool = await ColdStart.PublishAsync(folder["tool"]);
        for (int i = 0; i <= rounds; i++)
        {
            Time(list, () => InstallBench.Require(store.List().Versions.Length == Plugins * Versions, "versions are missing"));
            Time(history, () => InstallBench.Require(store.History(null, 1000).Length == 1000, "history is missing"));
            await TimeAsync(listCommand, () => Tool.RunAsync(tool, folder.Path, "list", "--all", "--store", folder["store"]));
            await TimeAsync(historyCommand, () => Tool.RunAsync(tool, folder.Path, "history", "--most", "1000", "--store", folder["store"]));
        }

        return
        [
            Look("list, library call, p50", list),
            Look("history of 1,000, library call, p50", history),
            Look("hotstart list --all, whole process (ReadyToRun), p50", listCommand),
            Look("hotstart history --most 1000, whole process (ReadyToRun), p50", historyCommand),
            new Figure("host start on 100 plugins of 1,000 versions, p50", "as with 100 versions: ≤ 1.25 ×", Sample.Text($"{many.Median:0} ms"), Sample.Text($"100 versions {few.Median:0} ms"), many.Median / few.Median, many.Median <= few.Median * 1.25),
        ];
    }

    private static Figure Look(string name, Sample sample) =>
        new($"1,000 versions: {name}", Sample.Text($"≤ {Bar:0} ms"), Sample.Text($"{sample.Median:0.0} ms (p99 {sample.P99:0})"), "", null, sample.Median <= Bar);

    private static async Task StartAsync(TempFolder folder, string store, Sample times)
    {
        StoreHostOptions options = new();
        options.Host.StagingPath = folder["staging"];
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        await using StoreHost host = await StoreHost.StartAsync(folder[store], options);
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        InstallBench.Require(host.Plugins.Status.Plugins.Length == Plugins, "plugins are missing");
    }

    /// <summary>900 more versions with a release each: rows alone, for nothing reads the files of what is not active.</summary>
    private static void Fill(StoreCore core, Release active) => core.Database.Write("filling", connection =>
    {
        ReleasePlugin[] plugins = [.. active.Plugins];
        long last = 1;
        for (int version = 1; version < Versions; version++)
        {
            for (int i = 0; i < Plugins; i++)
            {
                StoredVersion next = plugins[i].Version with { Version = $"1.{version}.0", Content = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) };
                next = next with { MainFile = Path.Combine(core.Paths.ContentOf(next.Content), "p", "p.dll") };
                plugins[i] = plugins[i] with { Version = next with { Id = VersionRows.Add(connection, core.Paths, next, [new ContentFile("p/p.dll", next.Content, 1)]) } };
                last = ReleaseRows.Add(connection, active with { Name = "", Request = "filling", Base = last, Status = ReleaseStatus.Superseded, Plugins = [.. plugins] });
                HistoryRows.Add(connection, core.Record(HistoryKind.Installed, "filling", "done", $"{next.PluginId} {next.Version}") with { PluginId = next.PluginId, Release = last, NewVersion = next.Version });
            }
        }

        return true;
    });

    private static void Time(Sample sample, Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        sample.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task TimeAsync(Sample sample, Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        sample.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
