namespace HotStart.Doctor.Snapshots;

/// <summary>
/// Memory of this process for what another one's mappings hold. What is prepared before that one is stopped is there
/// when it counts: making pages takes longer than copying them.
/// </summary>
internal sealed unsafe class CopyRoom : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymousNoReserve = 0x2 | 0x20 | 0x4000;

    private readonly Dictionary<ulong, (ulong Length, nint Here)> _places = [];
    private readonly List<(nint Here, ulong Length)> _mapped = [];

    /// <summary>Makes pages for what a mapping uses now.</summary>
    public void Prepare(MapEntry entry, List<(ulong Start, ulong End)> used, CancellationToken cancellationToken)
    {
        byte* here = Place(entry);
        foreach ((ulong start, ulong end) in used)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A kernel that does not know this makes the pages later.
            _ = Native.Advise(here + (start - entry.Start), (nuint)(end - start), Native.PopulateWrite);
        }
    }

    /// <summary>Where a mapping goes; what it grew since it was prepared goes elsewhere, whole.</summary>
    public byte* Place(MapEntry entry)
    {
        ulong length = entry.End - entry.Start;
        if (_places.TryGetValue(entry.Start, out (ulong Length, nint Here) prepared) && prepared.Length >= length)
        {
            return (byte*)prepared.Here;
        }

        byte* here = Native.Map(null, (nuint)length, ReadWrite, PrivateAnonymousNoReserve, -1, 0);
        if ((nint)here == -1)
        {
            throw new DoctorException(DoctorErrorKind.OutOfRoom, $"The operating system has no room for a copy of {length >> 20} MB.");
        }

        _ = Native.Advise(here, (nuint)length, Native.HugePages);
        _mapped.Add(((nint)here, length));
        _places[entry.Start] = (length, (nint)here);
        return here;
    }

    public void Dispose()
    {
        foreach ((nint here, ulong length) in _mapped)
        {
            _ = Native.Unmap((byte*)here, (nuint)length);
        }

        _mapped.Clear();
    }
}
