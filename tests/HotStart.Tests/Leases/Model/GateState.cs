namespace HotStart.Tests.Leases.Model;

/// <summary>Sixty-four numbers from 0 to 15: everything that a state of the model consists of.</summary>
internal record struct GateState
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public int this[int index]
    {
        readonly get => (int)((Word(index) >> (4 * (index & 15))) & 15);
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, 15u);
            int shift = 4 * (index & 15);
            ulong word = (Word(index) & ~(15UL << shift)) | ((ulong)value << shift);
            switch (index >> 4)
            {
                case 0: _a = word; break;
                case 1: _b = word; break;
                case 2: _c = word; break;
                case 3: _d = word; break;
                default: throw new ArgumentOutOfRangeException(nameof(index));
            }
        }
    }

    public override readonly int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    private readonly ulong Word(int index) => (index >> 4) switch
    {
        0 => _a,
        1 => _b,
        2 => _c,
        3 => _d,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };
}
