using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HotStart.Diagnostics;

/// <summary>The meter and the activity source, both named <c>HotStart</c>.</summary>
internal static class HotStartMetrics
{
    public static readonly ActivitySource Activities = new("HotStart");

    private static readonly Meter _meter = new("HotStart");

    // The default ones are meant for milliseconds, and most stages take less than one second.
    private static readonly InstrumentAdvice<double> _seconds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly Counter<long> _swaps = _meter.CreateCounter<long>(
        "hotstart.swaps", "{plugin}", "Plugins whose active generation changed.");

    private static readonly Counter<long> _refusals = _meter.CreateCounter<long>(
        "hotstart.refusals", "{reason}", "Reasons for which candidates were refused.");

    private static readonly Histogram<double> _stage = _meter.CreateHistogram<double>(
        "hotstart.stage.duration", "s", "How long each stage of a change took.", advice: _seconds);

    private static readonly Histogram<double> _drain = _meter.CreateHistogram<double>(
        "hotstart.drain.duration", "s", "From retirement until the last lease was given back.", advice: _seconds);

    private static readonly Histogram<double> _sweep = _meter.CreateHistogram<double>(
        "hotstart.sweep.duration", "s", "How long evicting a generation from framework caches took.", advice: _seconds);

    private static readonly Histogram<double> _unload = _meter.CreateHistogram<double>(
        "hotstart.unload.duration", "s", "From the request to unload until the proof.", advice: _seconds);

    private static readonly UpDownCounter<long> _generations = _meter.CreateUpDownCounter<long>(
        "hotstart.generations", "{generation}", "Generations by state.");

    private static readonly Counter<long> _faults = _meter.CreateCounter<long>(
        "hotstart.faults", "{fault}", "Failures of plugin code outside a call.");

    public static void Swapped(string pluginId, SwapOutcome outcome) => _swaps.Add(
        1, new KeyValuePair<string, object?>("plugin", pluginId), new("outcome", outcome.ToString()));

    public static void Refused(string pluginId, Reason reason) => _refusals.Add(
        1, new KeyValuePair<string, object?>("plugin", pluginId), new("reason", reason.Code));

    public static void Stage(StageTime stage) => _stage.Record(
        stage.Duration.TotalSeconds, new KeyValuePair<string, object?>("stage", stage.Stage));

    public static void Drained(TimeSpan duration) => _drain.Record(duration.TotalSeconds);

    public static void Swept(TimeSpan duration) => _sweep.Record(duration.TotalSeconds);

    public static void Unloaded(TimeSpan duration) => _unload.Record(duration.TotalSeconds);

    public static void Faulted(string pluginId) => _faults.Add(
        1, new KeyValuePair<string, object?>("plugin", pluginId));

    /// <summary>Counts a generation into its new state and out of its old one.</summary>
    public static void Moved(GenerationState? from, GenerationState to)
    {
        if (from is { } old && IsCounted(old))
        {
            _generations.Add(-1, new KeyValuePair<string, object?>("state", Name(old)));
        }

        if (IsCounted(to))
        {
            _generations.Add(1, new KeyValuePair<string, object?>("state", Name(to)));
        }
    }

    /// <summary>Counts out a generation whose host has ended.</summary>
    public static void Forgotten(GenerationState state)
    {
        if (IsCounted(state))
        {
            _generations.Add(-1, new KeyValuePair<string, object?>("state", Name(state)));
        }
    }

    private static bool IsCounted(GenerationState state) => state != GenerationState.Unloaded;

    private static string Name(GenerationState state) => state.ToString().ToLowerInvariant();
}
