using Microsoft.Diagnostics.Runtime;

namespace HotStart.Doctor.Heap;

/// <summary>A bit for each place of the heap where an object can begin.</summary>
internal sealed class SeenObjects
{
    private readonly ulong[] _starts;
    private readonly ulong[] _ends;
    private readonly ulong[][] _bits;

    public SeenObjects(ClrHeap heap)
    {
        ClrSegment[] segments = [.. heap.Segments.OrderBy(s => s.Start)];
        _starts = [.. segments.Select(s => s.Start)];
        _ends = [.. segments.Select(s => s.CommittedMemory.End)];
        _bits = [.. segments.Select(s => new ulong[((s.CommittedMemory.End - s.Start) >> 9) + 1])];
    }

    /// <summary>False where it was seen already, or is no place of the heap.</summary>
    public bool TryAdd(ulong address)
    {
        int i = Array.BinarySearch(_starts, address);
        i = i < 0 ? ~i - 1 : i;
        if (i < 0 || address >= _ends[i] || (address & 7) != 0)
        {
            return false;
        }

        ulong bit = (address - _starts[i]) >> 3;
        ref ulong word = ref _bits[i][bit >> 6];
        ulong mask = 1UL << (int)(bit & 63);
        if ((word & mask) != 0)
        {
            return false;
        }

        word |= mask;
        return true;
    }
}
