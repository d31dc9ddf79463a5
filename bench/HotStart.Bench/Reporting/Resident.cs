using System.Globalization;

namespace HotStart.Bench.Reporting;

/// <summary>Resident memory of this process.</summary>
internal static class Resident
{
    /// <summary>Bytes resident now.</summary>
    public static long Bytes => File.Exists("/proc/self/statm")
        ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : Environment.WorkingSet;
}
