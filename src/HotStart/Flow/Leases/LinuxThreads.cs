using System.Globalization;

namespace HotStart.Flow.Leases;

/// <summary>
/// Asks the system which thread a stack belongs to, proc(5). It tells the stack pointer of threads that wait, not of
/// those that run. For words only: reading it all takes milliseconds.
/// </summary>
internal static class LinuxThreads
{
    private const string Tasks = "/proc/self/task";

    // One that is just about to wait still counts as running.
    private const int Looks = 20;

    /// <summary>The waiting thread whose stack lies around an address, by the system's number and name; null where none is found.</summary>
    public static string? FindByStack(long address)
    {
        try
        {
            (long Start, long End)? stack = MappingOf(address);
            string? found = null;
            for (int look = 0; look < Looks && stack is not null && found is null; look++)
            {
                found = Directory.EnumerateDirectories(Tasks)
                    .Where(task => StackPointerOf(task) is { } pointer && pointer >= stack.Value.Start && pointer < stack.Value.End)
                    .Select(task => $"system thread {Path.GetFileName(task)} ({File.ReadAllText(Path.Join(task, "comm")).Trim()})")
                    .FirstOrDefault();
                _ = Thread.Yield();
            }

            return found;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A thread ended meanwhile, or this system does not tell.
            return null;
        }
    }

    private static (long Start, long End)? MappingOf(long address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] bounds = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
            if (bounds.Length == 2
                && long.TryParse(bounds[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long start)
                && long.TryParse(bounds[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long end)
                && start <= address && address < end)
            {
                return (start, end);
            }
        }

        return null;
    }

    // "0 0x3 … 0x7ffe4fb895d8 0x7f97ce8be2ad": the last two are the stack pointer and the program counter.
    private static long? StackPointerOf(string task)
    {
        string[] words = File.ReadAllText(Path.Join(task, "syscall")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 3 && words[^2].StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(words[^2].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long pointer)
            ? pointer : null;
    }
}
