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
        Sample sweep = new(), verdict = new();
        using MeterListener listener = Listen(sweep);
        await using Plugin plugin = await Plugin.OpenAsync(artifact, new PluginHostOptions { Watch = false });
        Func<int> touch = plugin.Lookup<Func<int>>("Touch");
        Channel<TimeSpan> verdicts = Channel.CreateUnbounded<TimeSpan>();
        using CancellationTokenSource end = new();
        Task watching = WatchAsync(plugin, verdicts.Writer, end.Token);
        int rounds = settings.Rounds(60, 15);
        using (Allocators allocators = new(2))
        {
            for (int round = 0; round < rounds + WarmUps; round++)
            {
                if (touch() != Types)
                {
                    throw new InvalidOperationException("The plugin did not touch all of its types.");
                }

                File.Copy(versions[(round + 1) % 2], artifact, overwrite: true);
                SwapResult swap = await plugin.ReloadAsync();
                if (!swap.Succeeded)
                {
                    throw new InvalidOperationException($"A swap was refused: {swap}");
                }

                double seconds = (await verdicts.Reader.ReadAsync()).TotalSeconds;
                if (round >= WarmUps)
                {
                    verdict.Add(seconds);
                }
                else
                {
                    sweep.Clear();
                }
            }
        }

        await end.CancelAsync();
        await watching;
        return
        [
            new Figure($"sweep of a generation, p50 ({Types} types)", Sample.Text($"≤ {MostSweep:0} ms"), Sample.Text($"{sweep.Median:0.00} ms"), "", null, sweep.Median <= MostSweep),
            new Figure("(the same, p99)", "", Sample.Text($"{sweep.P99:0.00} ms"), "", null, null),
            new Figure("retired generation → verdict beside two threads that allocate, p50", Sample.Text($"≤ {MostVerdict:0} s"), Sample.Text($"{verdict.Median:0.00} s"), "", null, verdict.Median <= MostVerdict),
            new Figure("(the same, p99)", "", Sample.Text($"{verdict.P99:0.00} s"), "", null, null),
        ];
    }

    private static MeterListener Listen(Sample sweep)
    {
        MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Meter.Name: "HotStart", Name: "hotstart.sweep.duration" })
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => sweep.Add(seconds * 1000));
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
