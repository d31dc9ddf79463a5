using System.Diagnostics.Metrics;
using System.Threading.Channels;
using HotStart.Bench.Reporting;
using HotStart.Testing;

namespace HotStart.Bench.Unloads;

/// <summary>
/// What the sweep of a generation costs, and when its verdict comes: 200 types, all of them known to JSON, type
/// descriptions and the validator. The host is busy and allocates; all settings are the defaults.
/// </summary>
internal static class SweepBench
{
    private const double MostSweep = 3;
    private const double MostVerdict = 5;
    private const int Types = 200;
    private const int WarmUps = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchSettings settings)
    {
        using TempFolder folder = new();
        string[] versions = [TypesSource.Forge(folder.MakeFolder("1"), Types, 1), TypesSource.Forge(folder.MakeFolder("2"), Types, 2)];
        string artifact = Path.Combine(folder.MakeFolder("live"), "types.dll");
        File.Copy(versions[0], artifact);
        Channel<double> sweeps = Channel.CreateUnbounded<double>();
        using MeterListener listener = Listen(sweeps.Writer);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        Channel<TimeSpan> verdicts = Channel.CreateUnbounded<TimeSpan>();
        using CancellationTokenSource end = new();
        Task watching = WatchAsync(plugin, verdicts.Writer, end.Token);
        Swapping swapping = new(plugin, versions, artifact, Types);

        Sample sweep = new(), busySweep = new(), verdict = new();
        for (int round = -WarmUps; round < settings.Rounds(80, 20); round++)
        {
            await swapping.SwapAsync();
            Add(sweep, await sweeps.Reader.ReadAsync(), round);
            await verdicts.Reader.ReadAsync();
        }

        using (Allocators allocators = new(2))
        {
            for (int round = -WarmUps; round < settings.Rounds(30, 8); round++)
            {
                await swapping.SwapAsync();
                Add(busySweep, await sweeps.Reader.ReadAsync(), round);
                Add(verdict, (await verdicts.Reader.ReadAsync()).TotalSeconds, round);
            }
        }

        await end.CancelAsync();
        await watching;
        return
        [
            new Figure($"sweep of a generation, p50 ({Types} types)", Sample.Text($"≤ {MostSweep:0} ms"), Sample.Text($"{sweep.Median:0.00} ms"), "", null, sweep.Median <= MostSweep),
            new Figure("(the same, p99)", "", Sample.Text($"{sweep.P99:0.00} ms"), "", null, null),
            new Figure("(the same beside two threads that allocate, p50)", "", Sample.Text($"{busySweep.Median:0.00} ms"), "", null, null),
            new Figure("retired generation → verdict beside two threads that allocate, p50", Sample.Text($"≤ {MostVerdict:0} s"), Sample.Text($"{verdict.Median:0.00} s"), "", null, verdict.Median <= MostVerdict),
            new Figure("(the same, p99)", "", Sample.Text($"{verdict.P99:0.00} s"), "", null, null),
        ];
    }

    private static void Add(Sample sample, double value, int round)
    {
        if (round >= 0)
        {
            sample.Add(value);
        }
    }

    private static MeterListener Listen(ChannelWriter<double> sweeps)
    {
        MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Meter.Name: "HotStart", Name: "hotstart.sweep.duration" })
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => sweeps.TryWrite(seconds * 1000));
        listener.Start();
        return listener;
    }

    private static async Task WatchAsync(Plugin plugin, ChannelWriter<TimeSpan> verdicts, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (PluginEvent e in plugin.WatchAsync(cancellationToken))
            {
                if (e.Kind == PluginEventKind.Leaked)
                {
                    verdicts.Complete(new InvalidOperationException(e.Message));
                }

                if (e.Kind == PluginEventKind.Unloaded)
                {
                    verdicts.TryWrite(e.Duration!.Value);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // all is measured
        }
    }
}
