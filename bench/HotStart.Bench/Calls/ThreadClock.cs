using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HotStart.Bench.Calls;

/// <summary>
/// The processor time of the calling thread: what other processes take away does not count, what cores take away from
/// each other (shared cache lines) does.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Nanoseconds.</summary>
    public static double Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Stopwatch.GetTimestamp() * 1e9 / Stopwatch.Frequency;
        }

        _ = GetTime(ThreadCpuTime, out Timespec time);
        return time.Seconds * 1e9 + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
