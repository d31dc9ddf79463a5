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

    [ThreadStatic]
    private static long* _entered;

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

    /// <summary>
    /// As <see cref="Enter(long)"/>, in the line of the caller's page where that can be; the frame is also kept for
    /// <see cref="Entered"/>.
    /// </summary>
    /// <param name="generationId">What is marked.</param>
    /// <param name="page">The page of this thread's stack that <see cref="StackLines"/> knows the call by.</param>
    public static long* Enter(long generationId, long page)
    {
        long* frame = StackLines.Free(page);
        if (frame == null)
        {
            frame = Enter(generationId);
        }
        else
        {
            Volatile.Write(ref *frame, generationId);
        }

        _entered = frame;
        return frame;
    }

    /// <summary>The frame that this thread's latest <see cref="Enter(long, long)"/> marked.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long* Entered() => _entered;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exit(long* frame) => Volatile.Write(ref *frame, 0);

    /// <summary>
    /// Makes every frame stored before now visible here. Must be called between publishing and
    /// <see cref="IsHeld"/>.
    /// </summary>
    public static void SynchronizeWithCallers()
    {
        Interlocked.MemoryBarrierProcessWide();
        StackLines.ForgetEnded();
    }

    /// <summary>Whether any thread is running this generation.</summary>
    public static bool IsHeld(long generationId) =>
        ThreadFrames.AnyHolds(generationId) || StackLines.AnyHolds(generationId);

    /// <summary>The threads that are running this generation, by number and name.</summary>
    public static IReadOnlyList<string> Holders(long generationId) =>
        [.. ThreadFrames.NamesOfHolders(generationId).Union(StackLines.NamesOfHolders(generationId))];
}
