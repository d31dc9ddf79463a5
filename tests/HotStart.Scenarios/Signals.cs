using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using HotStart.Testing;
using Microsoft.Extensions.Logging;

namespace HotStart.Scenarios;

/// <summary>Promise 8 outside the process: metrics, traces and log lines say what the records say.</summary>
public sealed class Signals
{
    [Fact]
    public async Task Metrics_OfAPlugin_CountSwapsRefusalsByReasonAndFaults()
    {
        // Instruments are shared by all hosts of the process; the name tells ours from those of other tests.
        const string name = "metered";
        EventLog<(string Instrument, double Value, Dictionary<string, object?> Tags)> seen = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "HotStart")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => seen.Add((i.Name, value, new(tags.ToArray()))));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => seen.Add((i.Name, value, new(tags.ToArray()))));
        listener.Start();

        await using Ground ground = await Ground.StartAsync(
            Probes.Probe(1, name, "public sealed class Bad : IDisposable, INamed2 { public void Dispose() => throw new InvalidOperationException(); } public interface INamed2;"));
        await ground.SwapAsync(Probes.Probe(2, name));
        await ground.ApplyAsync(Probes.Probe(3, name, "public static class Bad { public static int X; static Bad() => throw new InvalidOperationException(); }"));
        await ground.Host.RollbackAsync(name);
        await ground.UnloadedAsync(name, 2, 3);

        var own = seen.All.Where(m => m.Tags.GetValueOrDefault("plugin") as string == name).ToList();
        Assert.Equal(2, own.Count(m => m.Instrument == "hotstart.swaps" && (string?)m.Tags["outcome"] == "Swapped"));
        Assert.Single(own, m => m.Instrument == "hotstart.swaps" && (string?)m.Tags["outcome"] == "RolledBack");
        Assert.Single(own, m => m.Instrument == "hotstart.refusals" && (string?)m.Tags["reason"] == ReasonCodes.InitializerFailed);
        string[] stages = ["stage", "check", "load", "initialize", "bind", "start", "publish"];
        Assert.All(stages, s => Assert.Contains(seen.All, m => m.Instrument == "hotstart.stage.duration" && (string?)m.Tags["stage"] == s));
        Assert.Contains(seen.All, m => m.Instrument == "hotstart.drain.duration" && m.Value >= 0);
        Assert.Contains(seen.All, m => m.Instrument == "hotstart.unload.duration" && m.Value > 0);
        string[] states = ["candidate", "active", "draining", "stopping", "unloading"];
        Assert.All(states, s => Assert.Contains(seen.All, m => m.Instrument == "hotstart.generations" && (string?)m.Tags["state"] == s && m.Value == 1));
        Assert.Contains(seen.All, m => m.Instrument == "hotstart.generations" && (string?)m.Tags["state"] == "unloading" && m.Value == -1);
    }

    [Fact]
    public async Task Metrics_OfGenerationsThatLingerOrLeak_CountThemUpAndDown()
    {
        // The measurements carry no plugin: those of other tests come from other flows.
        AsyncLocal<bool> isOurs = new() { Value = true };
        EventLog<(string? State, long Value)> seen = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Name: "hotstart.generations", Meter.Name: "HotStart" })
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (isOurs.Value)
            {
                seen.Add((new Dictionary<string, object?>(tags.ToArray())["state"] as string, value));
            }
        });
        listener.Start();
        await using Ground ground = await Ground.StartAsync(o => o.DrainLimit = TimeSpan.FromMilliseconds(50), Belling(1));
        PinnedSet set = ground.Host.Pin();

        await ground.SwapAsync(Belling(2));
        await ground.EventAsync(PluginEventKind.Lingering, "belling", 1);
        Assert.Contains(("lingering", 1), seen.All);
        Assert.DoesNotContain(("lingering", -1), seen.All);
        set.Dispose();
        await ground.EventAsync(PluginEventKind.Leaked, "belling", 1);

        Assert.Contains(("lingering", -1), seen.All);
        Assert.Contains(("leaked", 1), seen.All);
    }

    [Fact]
    public async Task Activities_OfChanges_EndWithTheirOutcomeCancelledOnesToo()
    {
        using ActivitySource own = new("HotStart.Scenarios");
        EventLog<Activity> stopped = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = s => s.Name is "HotStart" or "HotStart.Scenarios",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        using Activity parent = own.StartActivity("test")!;

        await ground.SwapAsync(Probes.Probe(2));
        Activity swapped = await stopped.NextAsync(a => a.TraceId == parent.TraceId);
        await ground.Host.RollbackAsync("nobody");
        Activity refused = await stopped.NextAsync(a => a.TraceId == parent.TraceId);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ground.Host.ApplyAsync([PluginChange.Rollback("probe")], new CancellationToken(canceled: true)));
        Activity cancelled = await stopped.NextAsync(a => a.TraceId == parent.TraceId);

        Assert.Equal(("hotstart.change", ActivityStatusCode.Ok, "Swapped"), (swapped.OperationName, swapped.Status, swapped.GetTagItem("hotstart.outcome")));
        Assert.Contains(swapped.Events, e => e.Name == "probe publish");
        Assert.Equal((ActivityStatusCode.Error, "Refused"), (refused.Status, refused.GetTagItem("hotstart.outcome")));
        Assert.Equal(ActivityStatusCode.Error, cancelled.Status);
        Assert.Same(parent, Activity.Current);
    }

    [Fact]
    public void LogLines_OfTheLibrary_HaveEventIdsOfTheirOwn()
    {
        (int Id, string Name)[] ids =
        [
            .. typeof(PluginHost).Assembly.GetTypes()
                .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Select(m => (m.GetCustomAttribute<LoggerMessageAttribute>()?.EventId ?? 0, $"{m.DeclaringType!.Name}.{m.Name}"))
                .Where(m => m.Item1 != 0),
        ];
        Assert.True(ids.Length > 15, $"only {ids.Length} found");
        Assert.Empty(ids.GroupBy(i => i.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(i => i.Name))}"));
    }

    [Fact]
    public async Task LogLines_OfASwapAndARefusal_NameThePlugin()
    {
        LineLog lines = new();
        await using (Ground ground = await Ground.StartAsync(o => o.LoggerFactory = lines, Probes.Probe(1)))
        {
            await ground.SwapAsync(Probes.Probe(2));
            await ground.Host.RollbackAsync("nobody");
            await ground.UnloadedAsync("probe", 1);
        }

        Assert.Contains(lines.Lines.All, l => l.Contains("probe generation 2 (2.0) is live", StringComparison.Ordinal));
        Assert.Contains(lines.Lines.All, l => l.Contains("nobody was refused", StringComparison.Ordinal));
        Assert.Contains(lines.Lines.All, l => l.Contains("probe generation 1 was unloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LogSink_ThatThrowsAtARetirement_IsToldAndKeepsNothingInMemory()
    {
        const int drained = 113;
        FailingLog log = new(drained);
        await using Ground ground = await Ground.StartAsync(o => o.LoggerFactory = log, Probes.Probe(1));

        await ground.SwapAsync(Probes.Probe(2));

        await log.Failures.NextAsync(id => id == drained);
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task LogSink_ThatThrows_EndsNeitherVerdictsNorTheHost()
    {
        LineLog lines = new() { Throws = true };
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        await using Ground broken = await Ground.StartAsync(o => o.LoggerFactory = lines);
        string dll = broken.Forge.Build(Probes.Probe(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Host.ApplyAsync([PluginChange.Load(dll)]));
        Assert.Equal(1, broken.Host["probe"].Lookup<Func<int>>("Answer")());

        lines.Throws = false;
        await broken.SwapAsync(Probes.Probe(2));
        await broken.UnloadedAsync("probe", 1);
        lines.Throws = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Host.ReloadAsync("nobody"));
        lines.Throws = false;
        await broken.SwapAsync(Probes.Probe(3));
        await broken.UnloadedAsync("probe", 2);
    }

    [Fact]
    public async Task NotCollectible_Generations_AreSaidToStayAtOnce()
    {
        await using Ground ground = await Ground.StartAsync(o => o.Collectible = false, Probes.Probe(1));
        await ground.SwapAsync(Probes.Probe(2));
        PluginEvent told = await ground.EventAsync(PluginEventKind.Leaked, "probe", 1);
        Assert.Contains("Collectible", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, ground.Host["probe"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Artifact_ThatChangesWhileItIsCopied_IsRefusedToWhoeverAsked()
    {
        await using Ground ground = await Ground.StartAsync();
        string folder = Path.Combine(ground.PluginFolder, "torn");
        new PluginForge(folder).Build(Probes.Probe(1, "torn"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "data.bin"), new byte[20_000_000]);
        using CancellationTokenSource end = new();
        TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writer = Task.Factory.StartNew(
            () =>
            {
                using FileStream data = new(Path.Combine(folder, "data.bin"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                while (!end.IsCancellationRequested)
                {
                    data.WriteByte(1);
                    data.Flush();
                    writing.TrySetResult();
                }
            },
            TaskCreationOptions.LongRunning);
        await writing.Task.LimitAsync();

        // Each try is a race with the writer; what matters is that one that loses it says so.
        SwapResult result;
        long start = TimeProvider.System.GetTimestamp();
        do
        {
            result = await ground.Host.ApplyAsync([PluginChange.Load(folder)]);
        }
        while (result.Succeeded && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(15));

        Assert.Equal(ReasonCodes.NotSettled, Assert.Single(result.Reasons).Code);
        Assert.Contains("data.bin", result.Plugins[0].Reasons[0].Message, StringComparison.Ordinal);

        await end.CancelAsync();
        await writer.LimitAsync();
        Assert.True((await ground.Host.ApplyAsync([PluginChange.Load(folder)])).Succeeded);
    }

    /// <summary>Leaves itself on an event of the host.</summary>
    private static PluginSource Belling(int version) => Probes.With("belling", version, """
        using HotStart;
        using HotStart.Scenarios;

        public sealed class Belling : IPluginLifecycle
        {
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                ((HostBell)context.Services.GetService(typeof(HostBell))!).Rung += () => { };
                return default;
            }
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }
        """);

    private sealed class LineLog : LogSink
    {
        public EventLog<string> Lines { get; } = new();

        public volatile bool Throws;

        protected override void Take(EventId eventId, string line, Exception? exception)
        {
            if (Throws)
            {
                throw new InvalidOperationException("the disk is full");
            }

            Lines.Add(line);
        }
    }
}
