using System.Diagnostics.Metrics;

namespace HotStart.Flow.Generations;

/// <summary>Makes the meters of one generation. They go to whoever listens in this process, and end with it.</summary>
internal sealed class GenerationMeters(Belongings belongings) : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Meter meter = new(options);
        belongings.Add(meter);
        return meter;
    }

    /// <summary>The meters are the generation's, and end with it.</summary>
    public void Dispose()
    {
    }
}
