using System.Diagnostics;
using HotStart.Bench.Reporting;
using HotStart.Fixtures;
using HotStart.Packages.Feeds;
using HotStart.Packages.Releases;
using HotStart.Packages.Store;
using HotStart.Testing;

namespace HotStart.Bench.Versions;

/// <summary>
/// A package of 1 MB with five dependencies that are in the cache already: from the folder feed until the running host answers with
/// it; its activation beside a swap of the same files without a store; and the ways back.
/// </summary>
internal static class InstallBench
{
    private const int Dependencies = 5;
    private const int Characters = 500_000; // two bytes each in an assembly
    private const double InstallBar = 300;
    private const double WarmBar = 20;
    private const double ColdBar = 200;

    public static async Task<IReadOnlyList<Figure>> RunAsync(int rounds)
    {
        using TempFolder folder = new();
        (byte[][] dlls, Dictionary<string, byte[]> parts) = Forge(new PackageForge(folder["feed"]), rounds + 2);
        PluginStoreOptions store = new() { Sources = new PackageSourcesOptions { Feeds = [folder["feed"]] }, CacheFolder = folder["cache"] };
        StoreHostOptions options = new() { Store = store, ProvingTime = TimeSpan.FromHours(1) };
        options.Host.KeepWarm = TimeSpan.FromMinutes(10);
        options.Host.StagingPath = folder["staging"];
        await using StoreHost host = await StoreHost.StartAsync(folder["store"], options);
        using PluginStore user = PluginStore.Open(folder["store"], store);
        await InstallAsync(user, "1.0.0");
        await InstallAsync(user, "1.0.1");
        Func<string> of = host.Plugins["shop"].Lookup<Func<string>>("Of");
        Sample install = new(), activate = new(), swap = new(), warm = new(), cold = new();
        Dictionary<string, Sample> stages = [];
        await using PluginHost bare = await PluginHost.StartAsync(folder["none"], new PluginHostOptions { Watch = false, StagingPath = folder["bare"] });

        // Both have a handle that is in use: a swap makes sure that it fits.
        await SwapAsync(1);
        Func<string> bareOf = bare["shop"].Lookup<Func<string>>("Of");
        for (int i = 2; i < rounds + 2; i++)
        {
            // In turns: whoever is second finds the processor's caches warm.
            string version = $"1.0.{i}";
            if (i % 2 == 0)
            {
                await SwapAsync(i);
            }

            long start = Stopwatch.GetTimestamp();
            ChangeResult result = await InstallAsync(user, version);
            install.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Require(of() == $"shop {version}", of());
            activate.Add(result.Activation!.Duration!.Value.TotalMilliseconds);
            foreach (StageTime stage in result.Stages)
            {
                stages.TryAdd(stage.Stage, new Sample());
                stages[stage.Stage].Add(stage.Duration.TotalMilliseconds);
            }

            if (i % 2 != 0)
            {
                await SwapAsync(i);
            }

            Require(bareOf() == $"shop {version}", bareOf());

            // The one before is warm: it was replaced just now. The one before that is not any more.
            start = Stopwatch.GetTimestamp();
            await BackAsync(user, null);
            warm.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Require(of() == $"shop 1.0.{i - 1}", of());
            start = Stopwatch.GetTimestamp();
            await BackAsync(user, result.Active.Name);
            cold.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Require(of() == $"shop {version}", of());
        }

        async Task SwapAsync(int number)
        {
            // Written just now, as a version in the store is, and with its dependencies as there.
            string file = folder[$"fresh/{number}/shop/shop.dll"];
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, dlls[number]);
            foreach ((string part, byte[] dll) in parts)
            {
                await File.WriteAllBytesAsync(folder[$"fresh/{number}/shop/{part}.dll"], dll);
            }

            long start = Stopwatch.GetTimestamp();
            SwapResult swapped = await bare.ApplyAsync([PluginChange.Load(Path.GetDirectoryName(file)!)]);
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Require(swapped.Succeeded, swapped.ToString());
            if (number > 1)
            {
                swap.Add(took);
            }
        }

        string words = string.Join(", ", stages.Select(s => Sample.Text($"{s.Key} {s.Value.Median:0.0}")));
        return
        [
            new Figure("install from a folder feed + activate, 1 MB, 5 dependencies cached, p50", Sample.Text($"≤ {InstallBar:0} ms"), Sample.Text($"{install.Median:0} ms (p99 {install.P99:0})"), Sample.Text($"by stage, ms: {words}"), null, install.Median <= InstallBar),
            new Figure("activation of an installed version, p50", "as any swap: ≤ 1.25 ×", Sample.Text($"{activate.Median:0.0} ms"), Sample.Text($"the same files without a store {swap.Median:0.0} ms"), activate.Median / swap.Median, activate.Median <= swap.Median * 1.25),
            new Figure("rollback, warm, until the running host answers, p50", Sample.Text($"≤ {WarmBar:0} ms"), Sample.Text($"{warm.Median:0.0} ms (p99 {warm.P99:0})"), "", null, warm.Median <= WarmBar),
            new Figure("rollback from the store, until the running host answers, p50", Sample.Text($"≤ {ColdBar:0} ms"), Sample.Text($"{cold.Median:0.0} ms (p99 {cold.P99:0})"), "", null, cold.Median <= ColdBar),
        ];
    }

    private static (byte[][] Dlls, Dictionary<string, byte[]> Parts) Forge(PackageForge forge, int versions)
    {
        (string, string)[] needs = [.. Enumerable.Range(1, Dependencies).Select(i => ($"part{i}", "1.0.0"))];
        Dictionary<string, byte[]> parts = [];
        foreach ((string id, string version) in needs)
        {
            parts[id] = PackageForge.Compile(id, version, $"public static class {id} {{ public static int One() => 1; }}");
            forge.Pack(id, version, parts[id]);
        }

        // No string twice in an assembly: a heap keeps one copy of equal ones.
        string big = string.Concat(Enumerable.Range(0, Characters / 5).Select(i => $"{i:00000}"));
        byte[][] dlls = new byte[versions][];
        for (int i = 0; i < versions; i++)
        {
            string version = $"1.0.{i}";
            dlls[i] = PackageForge.Compile("shop", version, $"public static class Shop {{ public static string Of() => \"shop {version}\"; private static string Big() => \"{big}\"; }}");
            forge.Pack("shop", version, dlls[i], needs);
        }

        return (dlls, parts);
    }

    private static async Task<ChangeResult> InstallAsync(PluginStore store, string version)
    {
        ChangeResult result = await store.InstallAsync("shop", version);
        Require(result is { Outcome: ChangeOutcome.Done, Activation.Outcome: "done" }, $"{result.Message} {string.Join(" ", result.Reasons)} {result.Next}");
        return result;
    }

    private static async Task BackAsync(PluginStore store, string? to)
    {
        ChangeResult result = await store.RollbackAsync(to);
        Require(result is { Outcome: ChangeOutcome.Done, Activation.Outcome: "done" }, $"{result.Message} {string.Join(" ", result.Reasons)} {result.Next}");
    }

    public static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
