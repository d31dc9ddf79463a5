using System.Diagnostics;
using System.Globalization;
using HotStart.Bench.Plugins;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Hosts;

/// <summary>1,000 plugins in one host, beside 1,000 bare contexts; each in a process of its own.</summary>
internal static class ThousandBench
{
    /// <summary>The hidden section that measures one side.</summary>
    public const string Part = "thousand-part";

    private const int Plugins = 1000;
    private const double MostSeconds = 4;
    private const double MostKilobytes = 150;
    private const string BareMark = "bare";

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        for (int i = 0; i < Plugins; i++)
        {
            string name = $"p{i:0000}";
            folder.Write($"plugins/{name}.dll", PricingSource.Compile(1, name));
        }

        folder.Write("warm/warm.dll", PricingSource.Compile(1, "warm"));
        Sample ours = new(), bare = new(), oursKilobytes = new(), bareKilobytes = new();
        for (int round = 0; round < settings.Rounds(5, 2); round++)
        {
            await MeasureAsync(folder.Path, ours, oursKilobytes);
            File.WriteAllText(folder[BareMark], "");
            await MeasureAsync(folder.Path, bare, bareKilobytes);
            File.Delete(folder[BareMark]);
        }

        return
        [
            new Figure("1,000 plugins in one host: start", Sample.Text($"≤ {MostSeconds:0} s"), Sample.Text($"{ours.Median:0.00} s"), Sample.Text($"bare contexts {bare.Median:0.00} s"), ours.Median / bare.Median, ours.Median <= MostSeconds),
            new Figure("1,000 plugins in one host: resident, each", Sample.Text($"≤ {MostKilobytes:0} KiB"), Sample.Text($"{oursKilobytes.Median:0} KiB"), Sample.Text($"bare contexts {bareKilobytes.Median:0} KiB"), oursKilobytes.Median / bareKilobytes.Median, oursKilobytes.Median <= MostKilobytes),
        ];
    }

    /// <summary>Measures one side in this process and prints seconds and resident bytes.</summary>
    public static async Task RunPartAsync(string folder)
    {
        bool isBare = File.Exists(Path.Combine(folder, BareMark));
        List<object> keep = [];
        await StartAsync(Path.Combine(folder, "warm"), isBare, keep);
        long before = Resident.Bytes;
        long start = Stopwatch.GetTimestamp();
        await StartAsync(Path.Combine(folder, "plugins"), isBare, keep);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        // No collection is asked for: what a host holds some time after its start is what it costs.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {Resident.Bytes - before}"));
        GC.KeepAlive(keep);
        Environment.Exit(0);
    }

    private static async Task StartAsync(string folder, bool isBare, List<object> keep)
    {
        if (!isBare)
        {
            PluginHost host = await PluginHost.StartAsync(folder);
            keep.Add(host);
            foreach (PluginStatus plugin in host.Status.Plugins)
            {
                IPricing pricing = host[plugin.Id].Get<IPricing>();
                keep.Add(pricing);
                Expect(pricing);
            }

            return;
        }

        foreach (string path in Directory.GetFiles(folder))
        {
            BareContext bare = new(path);
            keep.Add(bare);
            Expect(bare.Pricing);
        }
    }

    private static void Expect(IPricing pricing)
    {
        if (pricing.Version != 1)
        {
            throw new InvalidOperationException("A plugin gave a wrong answer.");
        }
    }

    private static async Task MeasureAsync(string folder, Sample seconds, Sample kilobytes)
    {
        IReadOnlyList<string> lines = await Sections.LinesOfAsync(Part, "--folder", folder);
        string[] parts = lines[^1].Split(' ');
        seconds.Add(double.Parse(parts[0], CultureInfo.InvariantCulture));
        kilobytes.Add(double.Parse(parts[1], CultureInfo.InvariantCulture) / 1024 / Plugins);
    }
}
