using System.Runtime.CompilerServices;

namespace HotStart.Flow.Leases;

/// <summary>
/// Marks which generations each thread is running, at the cost of two plain stores a call: one in, one out. Callers never write a
/// line that another thread writes; the side of the swap pays with a process-wide barrier instead.
/// </summary>
/// <remarks>
/// The protocol, after hazard pointers (Michael 2004) with an asymmetric barrier (membarrier(2)):
/// <para>caller: store the generation's id into its frame; read the live set again; if it changed, start over.</para>
/// <para>swap: store the new live set; process-wide barrier; look at every frame.</para>
/// Without the caller's second read, or with the look before the barrier, a caller could enter a generation that the
/// swap has just found empty. A thread's frames form a stack, so that nested and re-entrant calls, and calls from one
/// plugin into another, each keep their own mark.
/// </remarks>
internal static unsafe class CallGate
{
    // No static constructor in this class, on purpose: it would put a check into every call.

    /// <summary>This thread's first frame, or null before its first call.</summary>
    [ThreadStatic]
    private static long* _first;

    /// <inheritdoc cref="_first"/>
    public static long* First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _first;
    }

    /// <summary>Marks this thread as running <paramref name="generationId"/> and returns the frame that says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long* Enter(long generationId)
    {
        long* first = _first;
        if (first == null)
        {
            first = Register();
        }

        return Enter(first, generationId);
    }

    /// <summary>The same for a caller that has <see cref="First"/> already, and found it not null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long* Enter(long* first, long generationId)
    {
        long* frame = first;
        if (*frame != 0)
        {
            frame = ThreadFrames.NextFree(first); // a call within a call
        }

        Volatile.Write(ref *frame, generationId);
        return frame;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(long* frame) => Volatile.Write(ref *frame, 0);

    /// <summary>Gives this thread its frames, if it has none yet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long* Register() => _first == null ? _first = ThreadFrames.FirstBlock() : _first;

    /// <summary>
    /// Makes every frame stored before now visible here. Must be called between publishing and
    /// <see cref="IsHeld"/>.
    /// </summary>
    public static void SynchronizeWithCallers() => Interlocked.MemoryBarrierProcessWide();

    /// <summary>Whether any thread is running this generation.</summary>
    public static bool IsHeld(long generationId) => ThreadFrames.AnyHolds(generationId);

    /// <summary>The threads that are running this generation, by number and name.</summary>
    public static IReadOnlyList<string> Holders(long generationId) => ThreadFrames.NamesOfHolders(generationId);
}
