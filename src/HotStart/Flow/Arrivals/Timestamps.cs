namespace HotStart.Flow.Arrivals;

/// <summary>Reckoning with the timestamps of a <see cref="TimeProvider"/>, whose unit is its own.</summary>
internal static class Timestamps
{
    public static long After(this TimeProvider time, long timestamp, TimeSpan span) =>
        timestamp + (long)(span.TotalSeconds * time.TimestampFrequency);
}
