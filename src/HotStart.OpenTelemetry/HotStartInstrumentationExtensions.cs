using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HotStart.OpenTelemetry;

/// <summary>Adds what HotStart measures and traces to OpenTelemetry.</summary>
public static class HotStartInstrumentationExtensions
{
    /// <summary>The name of the meter and of the activity source of every HotStart host in the process.</summary>
    public const string SourceName = "HotStart";

    /// <summary>
    /// Adds the meter: <c>hotstart.swaps</c>, <c>hotstart.refusals</c>, <c>hotstart.generations</c>, <c>hotstart.faults</c> and the
    /// durations of stages, drains, sweeps and unloads, in seconds.
    /// </summary>
    /// <param name="builder">The meter provider being built.</param>
    public static MeterProviderBuilder AddHotStartInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(SourceName);
    }

    /// <summary>
    /// Adds the activity source: a span <c>hotstart.change</c> for each change, with its outcome and the time of each stage. The
    /// spans of requests that plugins answer carry <c>hotstart.plugin</c> and <c>hotstart.generation</c> in any case.
    /// </summary>
    /// <param name="builder">The tracer provider being built.</param>
    public static TracerProviderBuilder AddHotStartInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(SourceName);
    }
}
