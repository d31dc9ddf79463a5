using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Calls;

/// <summary>What a call through a handle costs, against a direct call to the same class in a bare context.</summary>
internal static class CallBench
{
    private const int Swaps = 20;
    private const double MostTimes = 2.0;
    private const double MostNanoseconds = 60;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        string[] versions = PricingSource.Forge(folder, 4);
        string artifact = Path.Combine(folder.MakeFolder("live"), "pricing.dll");
        PricingSource.Place(versions[0], artifact);
        using BareContext bare = new(versions[0]);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        IPricing hot = plugin.Get<IPricing>();
        Func<double, double, double> price = plugin.Lookup<Func<double, double, double>>("Functions.Price");
        Func<int, int> nothing = plugin.Lookup<Func<int, int>>("Functions.Nothing");

        List<Figure> figures = [.. Sync(settings, bare.Pricing, hot, price, nothing, "")];
        for (int i = 1; i <= Swaps; i++)
        {
            PricingSource.Place(versions[i % versions.Length], artifact);
            SwapResult result = await plugin.ReloadAsync();
            if (result.Outcome != SwapOutcome.Swapped)
            {
                throw new InvalidOperationException(result.ToString());
            }
        }

        figures.AddRange(Sync(settings, bare.Pricing, hot, price, nothing, $", after {Swaps} swaps"));
        figures.AddRange(Async(settings, bare.Pricing, hot));
        return figures;
    }

    private static IEnumerable<Figure> Sync(
        BenchSettings settings, IPricing bare, IPricing hot, Func<double, double, double> price, Func<int, int> nothing, string when)
    {
        CallLoop direct = new DirectPrice(bare), viaInterface = new HotInterfacePrice(hot), viaDelegate = new HotDelegatePrice(price);
        CallLoop counter = new CounterPrice(bare);
        CallLoop directEmpty = new DirectNothing(bare), viaInterfaceEmpty = new HotInterfaceNothing(hot), viaDelegateEmpty = new HotDelegateNothing(nothing);
        double bytes = Math.Max(CallRounds.BytesPerCall(viaInterface), CallRounds.BytesPerCall(viaDelegate));
        foreach (int threads in (int[])[1, 2])
        {
            CallRounds rounds = new(settings.Rounds(60, 15), 400_000, threads);
            rounds.Run(direct, viaInterface, viaDelegate, counter, directEmpty, viaInterfaceEmpty, viaDelegateEmpty);
            string on = $"{threads} thread{(threads == 1 ? "" : "s")}{when}";
            yield return Line($"hot interface call, {on}", viaInterface, direct, MostTimes);
            yield return Line($"hot delegate call, {on}", viaDelegate, direct, MostTimes);
            yield return Line($"(shared counter, {on})", counter, direct, null);
            yield return Line($"(empty body: hot interface call, {on})", viaInterfaceEmpty, directEmpty, null);
            yield return Line($"(empty body: hot delegate call, {on})", viaDelegateEmpty, directEmpty, null);

            Figure Line(string name, CallLoop ours, CallLoop baseline, double? bar)
            {
                double a = rounds.Nanoseconds(ours), b = rounds.Nanoseconds(baseline);
                return new Figure(
                    name, bar is null ? "" : Sample.Text($"≤ {bar:0.0} ×"), Sample.Text($"{a:0.00} ns"), Sample.Text($"direct {b:0.00} ns"), a / b,
                    bar is null ? null : a / b <= bar);
            }
        }

        yield return new Figure($"hot calls allocate{when}", "0 B", Sample.Text($"{bytes:0.##} B"), "", null, bytes == 0);
    }

    private static IEnumerable<Figure> Async(BenchSettings settings, IPricing bare, IPricing hot)
    {
        CallLoop directTask = new DirectTask(bare), hotTask = new HotTask(hot);
        CallLoop directValueTask = new DirectValueTask(bare), hotValueTask = new HotValueTask(hot);
        CallRounds rounds = new(settings.Rounds(60, 15), 200_000, 1);
        rounds.Run(directTask, hotTask, directValueTask, hotValueTask);
        yield return Line("Task<int>", hotTask, directTask);
        yield return Line("ValueTask<int>", hotValueTask, directValueTask);

        Figure Line(string type, CallLoop ours, CallLoop direct)
        {
            double a = rounds.Nanoseconds(ours), b = rounds.Nanoseconds(direct);
            double more = CallRounds.BytesPerCall(ours) - CallRounds.BytesPerCall(direct);
            return new Figure(
                $"hot {type} call that completes synchronously", Sample.Text($"≤ {MostNanoseconds:0} ns more, 0 B more"),
                Sample.Text($"{a:0.0} ns ({a - b:0.0} ns more, {more:0.##} B more)"), Sample.Text($"direct {b:0.0} ns"), a / b,
                a - b <= MostNanoseconds && more <= 0);
        }
    }
}
