using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Doctor.Snapshots;

/// <summary>Which pages of a process exist at all: stacks and heaps reserve far more than they use.</summary>
internal sealed class PageMap : IDisposable
{
    private const ulong PresentOrSwapped = 3UL << 62;
    private static readonly ulong _page = (ulong)Environment.SystemPageSize;
    private readonly SafeFileHandle? _file;

    public PageMap(int process)
    {
        try
        {
            _file = File.OpenHandle($"/proc/{process}/pagemap");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it, all pages are read; those that were never touched come as zeros.
        }
    }

    /// <summary>The parts of a mapping that hold anything.</summary>
    public List<(ulong Start, ulong End)> Used(MapEntry entry)
    {
        ulong pages = (entry.End - entry.Start) / _page;
        ulong[] flags = new ulong[pages];
        if (_file is null || !entry.IsAnonymous
            || RandomAccess.Read(_file, MemoryMarshal.AsBytes(flags.AsSpan()), (long)(entry.Start / _page * sizeof(ulong))) < flags.Length * sizeof(ulong))
        {
            return [(entry.Start, entry.End)];
        }

        List<(ulong, ulong)> used = [];
        for (ulong i = 0; i < pages; i++)
        {
            ulong first = i;
            while (i < pages && (flags[i] & PresentOrSwapped) != 0)
            {
                i++;
            }

            if (i > first)
            {
                used.Add((entry.Start + (first * _page), entry.Start + (i * _page)));
            }
        }

        return used;
    }

    public void Dispose() => _file?.Dispose();
}
