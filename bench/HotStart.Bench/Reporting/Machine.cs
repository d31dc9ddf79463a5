using System.Runtime.InteropServices;

namespace HotStart.Bench.Reporting;

/// <summary>What the figures were measured on, in one line.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
            : "unknown";
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024);
        return $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, " +
            $"{cpu}, {Environment.ProcessorCount} cores, {memory} GiB; {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC, " +
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
    }
}
