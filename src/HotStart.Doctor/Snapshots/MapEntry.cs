using System.Globalization;

namespace HotStart.Doctor.Snapshots;

/// <summary>One line of a process's memory map.</summary>
internal sealed record MapEntry(ulong Start, ulong End, string Protection, ulong FileOffset, string Path)
{
    public bool IsReadable => Protection[0] == 'r';

    public bool IsWritable => Protection[1] == 'w';

    /// <summary>Memory without a file behind it: pages that were never touched read as zeros.</summary>
    public bool IsAnonymous => Path.Length == 0 || Path[0] == '[';

    /// <summary>Whether the process itself can have written there: only that must be read while it stands still.</summary>
    public bool CanChange => IsWritable || IsAnonymous;

    /// <summary>Memory of the kernel or of a device, which is no part of the heap and may not be readable at all.</summary>
    public bool IsForeign => Path is "[vvar]" or "[vvar_vclock]" or "[vdso]" or "[vsyscall]"
        || (Path.StartsWith("/dev/", StringComparison.Ordinal) && !Path.StartsWith("/dev/shm/", StringComparison.Ordinal) && Path != "/dev/zero");

    public static IEnumerable<MapEntry> Read(int process)
    {
        foreach (string line in File.ReadLines($"/proc/{process}/maps"))
        {
            // start-end rwxp offset device inode      path
            string[] parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            int dash = parts[0].IndexOf('-', StringComparison.Ordinal);
            yield return new MapEntry(
                Hex(parts[0].AsSpan(0, dash)), Hex(parts[0].AsSpan(dash + 1)), parts[1], Hex(parts[2]),
                parts.Length > 5 ? parts[5].TrimStart() : "");
        }
    }

    private static ulong Hex(ReadOnlySpan<char> text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
