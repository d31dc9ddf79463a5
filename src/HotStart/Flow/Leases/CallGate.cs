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

    /// <summary>
    /// A frame of this thread, most likely free; null before its first call. Which one does not matter: all of a
    /// thread's frames are looked at.
    /// </summary>
    [ThreadStatic]
    private static long* _next;

    /// <summary>Marks this thread as running <paramref name="generationId"/> and returns the frame that says so.</summary>
    public static long* Enter(long generationId)
    {
        long* frame = _next;
        if (frame == null || *frame != 0)
        {
            _next = frame = ThreadFrames.NextFree(frame);
        }

        Volatile.Write(ref *frame, generationId);
        return frame;
    }

    /// <summary>A frame that may be marked by hand, or null or one in use: then <see cref="Enter"/> finds another.</summary>
    public static long* Next
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(long* frame) => Volatile.Write(ref *frame, 0);

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
