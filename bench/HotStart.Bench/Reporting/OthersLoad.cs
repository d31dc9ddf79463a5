using System.Diagnostics;
using System.Globalization;

namespace HotStart.Bench.Reporting;

/// <summary>How much of the machine other processes used since this began: tails mean little beside much of it.</summary>
internal sealed class OthersLoad
{
    private const double TicksPerSecond = 100; // USER_HZ, on every Linux that .NET runs on

    private readonly (double Busy, double Total) _system = System();
    private readonly double _own = Own();

    /// <summary>0 to 1, or null where the system does not tell.</summary>
    public double? Share
    {
        get
        {
            (double busy, double total) = System();
            double all = total - _system.Total;
            return all <= 0 ? null : Math.Clamp((busy - _system.Busy - (Own() - _own)) / all, 0, 1);
        }
    }

    private static double Own()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static (double Busy, double Total) System()
    {
        if (!File.Exists("/proc/stat"))
        {
            return default;
        }

        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Take(8).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        double idle = ticks[3] + ticks[4];
        return ((ticks.Sum() - idle) / TicksPerSecond, ticks.Sum() / TicksPerSecond);
    }
}
