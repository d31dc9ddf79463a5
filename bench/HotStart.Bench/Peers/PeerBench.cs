using System.Diagnostics;
using System.Runtime.CompilerServices;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Bench.Swaps;
using HotStart.Testing;
using McMaster.NETCore.Plugins;

namespace HotStart.Bench.Peers;

/// <summary>McMaster.NETCore.Plugins beside HotStart: loading, and what callers see over the same swaps.</summary>
internal static class PeerBench
{
    /// <summary>Every so many arrivals one is a file cut short, as a broken copy leaves it.</summary>
    private const int BadEvery = 10;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        string[] versions = PricingSource.Forge(folder, 4);
        string bad = folder.Write("bad/pricing.dll", File.ReadAllBytes(versions[0]).AsSpan(0, 2048));
        (Sample ours, Sample theirs) = await LoadsAsync(folder, versions, settings.Rounds(150, 30));
        int swaps = settings.Rounds(300, 60);
        CallerReport hot = await OurSwapsAsync(folder, versions, bad, swaps);
        CallerReport peer = TheirSwaps(folder, "theirs", versions, bad, swaps, inMemory: true, lookUpEachCall: false);
        CallerReport peerMapped = TheirSwaps(folder, "mapped", versions, bad, swaps, inMemory: false, lookUpEachCall: false);
        CallerReport peerEachCall = TheirSwaps(folder, "each", versions, bad, swaps, inMemory: true, lookUpEachCall: true);
        const int LateSwaps = 20;
        int late = await LateCalls.OursAsync(folder, LateSwaps), peerLate = await LateCalls.TheirsAsync(folder, LateSwaps);
        return
        [
            new Figure("open + first call, p50 (ours: copied, checked, started)", "", Sample.Text($"{ours.Median:0.00} ms"), Sample.Text($"McMaster 2.0 {theirs.Median:0.00} ms"), ours.Median / theirs.Median, null),
            new Figure($"{swaps} arrivals, 1 in {BadEvery} broken: calls failed", "", hot.FailedText, $"McMaster {peer.FailedText}", null, hot.Failed == 0),
            new Figure("the same: answers of an older version after the swap was done", "", hot.StaleText, $"McMaster {peer.StaleText}", null, hot.Stale == 0),
            new Figure($"{LateSwaps} swaps with a call under way that then loads a private dependency: failed", "", $"{late} of {LateSwaps}", $"McMaster {peerLate} of {LateSwaps}", null, late == 0),
            new Figure("(McMaster with LoadInMemory off, its default: failed; old)", "", "", $"{peerMapped.FailedText}; {peerMapped.StaleText}", null, null),
            new Figure("(McMaster with a look at its loader in each call: failed; old)", "", "", $"{peerEachCall.FailedText}; {peerEachCall.StaleText}", null, null),
            new Figure("(the same: time of a swap, p50)", "", Sample.Text($"{hot.Swap.Median:0.00} ms"), Sample.Text($"McMaster {peer.Swap.Median:0.00} ms"), hot.Swap.Median / peer.Swap.Median, null),
        ];
    }

    private static async Task<(Sample Ours, Sample Theirs)> LoadsAsync(TempFolder folder, string[] versions, int rounds)
    {
        Sample ours = new(), theirs = new();
        for (int i = 0; i < rounds; i++)
        {
            string version = versions[i % versions.Length];
            int expected = i % versions.Length + 1;
            long start = Stopwatch.GetTimestamp();
            Plugin plugin = await Plugin.OpenAsync(version, new PluginHostOptions { Watch = false });
            Expect(plugin.Get<IPricing>().Version, expected);
            double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await plugin.DisposeAsync();
            double peer = LoadTheirs(version, expected);
            if (i >= 10)
            {
                ours.Add(time);
                theirs.Add(peer);
            }
        }

        return (ours, theirs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double LoadTheirs(string path, int expected)
    {
        long start = Stopwatch.GetTimestamp();
        using PluginLoader loader = PluginLoader.CreateFromAssemblyFile(path, isUnloadable: true, [typeof(IPricing)]);
        Expect(Create(loader).Version, expected);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<CallerReport> OurSwapsAsync(TempFolder folder, string[] versions, string bad, int swaps)
    {
        string artifact = Path.Combine(folder.MakeFolder("ours"), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        IPricing pricing = plugin.Get<IPricing>();
        VersionClock clock = new(versions.Length);
        CheckedCaller[] callers = [new(pricing.Halves, null, clock), new(pricing.Halves, null, clock)];
        Sample swap = new();
        for (int i = 1; i <= swaps; i++)
        {
            if (i % BadEvery == 0)
            {
                PricingSource.Place(bad, artifact);
                await plugin.ReloadAsync();
            }

            PricingSource.Place(versions[i % versions.Length], artifact);
            long start = Stopwatch.GetTimestamp();
            await plugin.ReloadAsync();
            swap.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            clock.Publish(i);
        }

        return CallerReport.Of(callers, swap);
    }

    /// <summary>As its documentation shows: the object is made anew whenever the loader says that it has reloaded.</summary>
    private static CallerReport TheirSwaps(
        TempFolder folder, string name, string[] versions, string bad, int swaps, bool inMemory, bool lookUpEachCall)
    {
        string artifact = Path.Combine(folder.MakeFolder(name), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        using PluginLoader loader = PluginLoader.CreateFromAssemblyFile(
            artifact, isUnloadable: true, [typeof(IPricing)], config => config.LoadInMemory = inMemory);
        IPricing current = Create(loader);
        loader.Reloaded += (_, reloaded) => Volatile.Write(ref current, Create(reloaded.Loader));
        Func<long> call = lookUpEachCall ? () => Create(loader).Halves() : () => Volatile.Read(ref current).Halves();
        VersionClock clock = new(versions.Length);
        CheckedCaller[] callers = [new(call, null, clock), new(call, null, clock)];
        Sample swap = new();
        for (int i = 1; i <= swaps; i++)
        {
            if (i % BadEvery == 0)
            {
                PricingSource.Place(bad, artifact);
                TryReload(loader);
                Thread.Sleep(1); // the callers get to see what is left of it, as ours do while a candidate is checked
            }

            PricingSource.Place(versions[i % versions.Length], artifact);
            long start = Stopwatch.GetTimestamp();
            TryReload(loader);
            swap.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            clock.Publish(i);
        }

        return CallerReport.Of(callers, swap);
    }

    private static void TryReload(PluginLoader loader)
    {
        try
        {
            loader.Reload();
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or InvalidOperationException)
        {
            // The old context is unloading already; there is none to go back to.
        }
    }

    private static IPricing Create(PluginLoader loader) =>
        (IPricing)Activator.CreateInstance(loader.LoadDefaultAssembly().GetType("Pricing")!)!;

    private static void Expect(int answer, int expected)
    {
        if (answer != expected)
        {
            throw new InvalidOperationException($"Version {expected} should answer, but {answer} did.");
        }
    }
}
