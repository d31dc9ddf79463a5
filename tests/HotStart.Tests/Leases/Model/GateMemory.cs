namespace HotStart.Tests.Leases.Model;

using static GateLayout;

/// <summary>
/// Memory as on x64 (total store order): a store waits in its thread's buffer and reaches memory at any later moment,
/// in order; a thread sees its own stores at once; an interlocked operation empties its own thread's buffer.
/// </summary>
internal static class GateMemory
{
    private const int Closed = 1;
    private const int One = 2;

    public static bool CanStore(in GateState state, int caller) => state[Buffered(caller)] < BufferLength;

    public static void Store(ref GateState state, int caller, int address, int value)
    {
        int entry = state[Buffered(caller)];
        state[BufferAddress(caller, entry)] = address;
        state[BufferValue(caller, entry)] = value;
        state[Buffered(caller)] = entry + 1;
    }

    public static int Read(in GateState state, int caller, int address)
    {
        for (int entry = state[Buffered(caller)] - 1; entry >= 0; entry--)
        {
            if (state[BufferAddress(caller, entry)] == address)
            {
                return state[BufferValue(caller, entry)];
            }
        }

        return state[address];
    }

    /// <summary>The oldest store of a caller reaches memory.</summary>
    public static void LetOneOut(ref GateState state, int caller)
    {
        state[state[BufferAddress(caller, 0)]] = state[BufferValue(caller, 0)];
        int last = state[Buffered(caller)] - 1;
        for (int entry = 0; entry < last; entry++)
        {
            state[BufferAddress(caller, entry)] = state[BufferAddress(caller, entry + 1)];
            state[BufferValue(caller, entry)] = state[BufferValue(caller, entry + 1)];
        }

        state[BufferAddress(caller, last)] = 0;
        state[BufferValue(caller, last)] = 0;
        state[Buffered(caller)] = last;
    }

    public static void EmptyBuffer(ref GateState state, int caller)
    {
        while (state[Buffered(caller)] > 0)
        {
            LetOneOut(ref state, caller);
        }
    }

    public static void EmptyPublisherBuffer(ref GateState state)
    {
        if (state[PublisherStore] != 0)
        {
            state[LiveCell] = state[PublisherStore];
            state[PublisherStore] = 0;
        }
    }

    /// <summary>What the process-wide barrier does.</summary>
    public static void EmptyAllBuffers(ref GateState state)
    {
        EmptyPublisherBuffer(ref state);
        for (int caller = 0; caller < Callers; caller++)
        {
            EmptyBuffer(ref state, caller);
        }
    }

    public static bool TryAcquire(ref GateState state, int word, bool closedRefuses)
    {
        if (closedRefuses && (state[word] & Closed) != 0)
        {
            return false;
        }

        state[word] += One;
        return true;
    }

    public static void Release(ref GateState state, int word) => state[word] -= One;

    public static void Close(ref GateState state, int word) => state[word] |= Closed;

    public static bool IsDrained(in GateState state, int word) => state[word] == Closed;
}
