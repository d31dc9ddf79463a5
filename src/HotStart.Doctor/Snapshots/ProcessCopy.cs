using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HotStart.Doctor.Snapshots;

/// <summary>
/// Takes a snapshot of a process: stops it, copies what it can have written, lets it run on, and copies the rest
/// (code and other files, which do not change).
/// </summary>
internal static unsafe class ProcessCopy
{
    private const ulong Piece = 16UL << 20;

    public static Snapshot Take(int process, long memoryLimit, CancellationToken cancellationToken)
    {
        CopyRoom room = new();
        MemoryImage image = new(room.Dispose);
        try
        {
            Prepare(process, room, memoryLimit, cancellationToken);
            TimeSpan paused;
            Dictionary<int, byte[]> threads;
            List<MapEntry> entries;
            long began = Stopwatch.GetTimestamp();
            using (StoppedProcess stopped = StoppedProcess.Stop(process, cancellationToken))
            {
                entries = Entries(process);
                Copy(process, entries.Where(e => e.CanChange), room, memoryLimit, cancellationToken);
                threads = new Dictionary<int, byte[]>(stopped.Threads);
            }

            paused = Stopwatch.GetElapsedTime(began);
            Copy(process, entries.Where(e => !e.CanChange), room, memoryLimit, cancellationToken);
            foreach (MapEntry entry in entries)
            {
                image.Add(entry.Start, entry.End - entry.Start, room.Place(entry));
            }

            image.Seal();
            return new Snapshot(process, image, entries, threads, paused);
        }
        catch (AggregateException e) when (e.InnerException is DoctorException inner)
        {
            image.Dispose();
            throw inner;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static void Prepare(int process, CopyRoom room, long memoryLimit, CancellationToken cancellationToken)
    {
        using PageMap pages = new(process);
        List<(MapEntry Entry, List<(ulong Start, ulong End)> Used)> parts =
            [.. Entries(process).Where(e => e.CanChange).Select(e => (e, pages.Used(e)))];
        MemoryRoom.Require(process, parts.Sum(p => p.Used.Sum(u => (long)(u.End - u.Start))), memoryLimit);
        foreach ((MapEntry entry, List<(ulong Start, ulong End)> used) in parts)
        {
            room.Prepare(entry, used, cancellationToken);
        }
    }

    private static List<MapEntry> Entries(int process)
    {
        List<MapEntry> entries;
        try
        {
            entries = [.. MapEntry.Read(process).Where(e => e.IsReadable && !e.IsForeign)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw TargetErrors.Ended(process);
        }
        catch (UnauthorizedAccessException)
        {
            throw TargetErrors.MayNotAttach(process, Native.AccessDenied);
        }

        return entries.Count > 0 ? entries : throw TargetErrors.Ended(process);
    }

    private static void Copy(
        int process, IEnumerable<MapEntry> entries, CopyRoom room, long memoryLimit, CancellationToken cancellationToken)
    {
        using PageMap pages = new(process);
        List<Part> parts = [];
        foreach (MapEntry entry in entries)
        {
            nint here = (nint)room.Place(entry);
            foreach ((ulong start, ulong end) in pages.Used(entry))
            {
                for (ulong from = start; from < end; from += Piece)
                {
                    parts.Add(new Part(from, (nuint)(Math.Min(end, from + Piece) - from), here + (nint)(from - entry.Start)));
                }
            }
        }

        MemoryRoom.Require(process, parts.Sum(p => (long)p.Length), memoryLimit);
        Parallel.ForEach(parts, new ParallelOptions { CancellationToken = cancellationToken }, part => Copy(process, part));
    }

    private static void Copy(int process, Part part)
    {
        nuint done = 0;
        while (done < part.Length)
        {
            Native.Span local = new() { Start = (byte*)part.Here + done, Length = part.Length - done };
            Native.Span remote = new() { Start = (byte*)part.Start + done, Length = local.Length };
            nint read = Native.ReadMemory(process, &local, 1, &remote, 1, 0);
            if (read > 0)
            {
                done += (nuint)read;
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Native.NoSuchProcess)
            {
                throw TargetErrors.Ended(process);
            }

            if (error is Native.NotPermitted or Native.AccessDenied)
            {
                throw TargetErrors.MayNotAttach(process, error);
            }

            // A page that cannot be read (a hole in a file, a guard) stays zero.
            done += (nuint)Environment.SystemPageSize;
        }
    }

    private readonly record struct Part(ulong Start, nuint Length, nint Here);
}
