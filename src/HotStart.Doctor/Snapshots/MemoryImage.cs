using System.Runtime.CompilerServices;

namespace HotStart.Doctor.Snapshots;

/// <summary>
/// The memory of a process as it was at one moment, in this process's own. Safe for reading by several threads; its
/// pointers are good until it is disposed.
/// </summary>
internal sealed unsafe class MemoryImage : IDisposable
{
    private readonly List<Region> _regions = [];
    private readonly Action _free;
    private ulong[] _starts = [];
    private Region[] _sorted = [];

    /// <param name="free">Gives the memory back.</param>
    public MemoryImage(Action free) => _free = free;

    public long Bytes => _sorted.Sum(r => (long)r.Length);

    /// <summary>Adds memory; <see cref="Seal"/> makes it visible.</summary>
    public void Add(ulong start, ulong length, byte* here) => _regions.Add(new Region(start, length, here));

    public void Seal()
    {
        _sorted = [.. _regions.OrderBy(r => r.Start)];
        _starts = [.. _sorted.Select(r => r.Start)];
    }

    /// <summary>Where some of its memory lies here, or null; and how much of it follows in one piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Find(ulong address, out ulong length)
    {
        int i = Array.BinarySearch(_starts, address);
        i = i < 0 ? ~i - 1 : i;
        if (i >= 0 && address - _sorted[i].Start < _sorted[i].Length)
        {
            ulong offset = address - _sorted[i].Start;
            length = _sorted[i].Length - offset;
            return _sorted[i].Here + offset;
        }

        length = 0;
        return null;
    }

    public int Read(ulong address, Span<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length)
        {
            byte* here = Find(address + (ulong)read, out ulong length);
            if (here is null)
            {
                break;
            }

            int count = (int)Math.Min(length, (ulong)(buffer.Length - read));
            new ReadOnlySpan<byte>(here, count).CopyTo(buffer[read..]);
            read += count;
        }

        return read;
    }

    public bool TryReadPointer(ulong address, out ulong value)
    {
        byte* here = Find(address, out ulong length);
        value = length >= sizeof(ulong) ? Unsafe.ReadUnaligned<ulong>(here) : 0;
        return length >= sizeof(ulong);
    }

    public void Dispose()
    {
        _sorted = [];
        _starts = [];
        _free();
    }

    private readonly struct Region(ulong start, ulong length, byte* here)
    {
        public readonly ulong Start = start;
        public readonly ulong Length = length;
        public readonly byte* Here = here;
    }
}
