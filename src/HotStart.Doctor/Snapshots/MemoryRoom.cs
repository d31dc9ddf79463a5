namespace HotStart.Doctor.Snapshots;

/// <summary>Whether a copy fits, before it is made.</summary>
internal static class MemoryRoom
{
    // Beside the copy: the queue of the search and what is known of types.
    private const double SearchShare = 0.5;

    public static void Require(int process, long bytes, long limit)
    {
        long need = (long)(bytes * (1 + SearchShare));
        if (need > limit)
        {
            throw new DoctorException(
                DoctorErrorKind.OutOfRoom,
                $"Process {process} uses {bytes >> 20} MB; looking at it takes about {need >> 20} MB of memory here, and the limit is {limit >> 20} MB. " +
                "Allow more (--memory), or look when it uses less.");
        }
    }

    /// <summary>What can be taken without pushing others out: four fifths of what is free.</summary>
    public static long Free()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long free = memory.TotalAvailableMemoryBytes;
        if (File.Exists("/proc/meminfo"))
        {
            foreach (string line in File.ReadLines("/proc/meminfo"))
            {
                if (line.StartsWith("MemAvailable:", StringComparison.Ordinal))
                {
                    free = Math.Min(free, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10);
                }
            }
        }

        return free / 5 * 4;
    }
}
