using System.Globalization;

namespace HotStart.Fixtures;

/// <summary>
/// How long tests with real threads and random orders run: a moment by default, or the seconds that the environment
/// variable HOTSTART_STRESS names.
/// </summary>
internal static class Stress
{
    private static readonly double? _seconds =
        double.TryParse(Environment.GetEnvironmentVariable("HOTSTART_STRESS"), CultureInfo.InvariantCulture, out double s)
            ? s
            : null;

    /// <summary>Whether HOTSTART_STRESS asks for the long runs.</summary>
    public static bool IsOn => _seconds is not null;

    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(_seconds ?? 0.3);

    /// <summary>Runs a round again and again until the time is over; on a machine that is busy elsewhere until it ran often enough.</summary>
    public static void Repeat(Action round, int atLeast = 1)
    {
        long start = TimeProvider.System.GetTimestamp();
        for (int rounds = 0; rounds < atLeast || TimeProvider.System.GetElapsedTime(start) < Duration; rounds++)
        {
            round();
        }
    }
}
