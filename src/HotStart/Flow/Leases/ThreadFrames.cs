using System.Runtime.InteropServices;

namespace HotStart.Flow.Leases;

/// <summary>The frames of one thread, and the register of all threads that ever called a plugin and still live.</summary>
/// <remarks>
/// Frames are words of native memory: storing one needs no GC write barrier and cannot root a generation. An unused
/// frame is zero; a block ends with a guard word that is not, behind which lies a link to the next block. Blocks are
/// reused by later threads and never freed, so a reader can never touch memory that is gone.
/// </remarks>
internal sealed unsafe class ThreadFrames
{
    private const int FramesPerBlock = 60;
    private const int GuardIndex = FramesPerBlock;
    private const int NextIndex = FramesPerBlock + 1;
    private const int PreviousIndex = FramesPerBlock + 2;
    private const int WordsPerBlock = FramesPerBlock + 4;
    private const long Guard = -1;

    // Blocks are aligned by their size: a frame leads to its block, and no two threads share a cache line.
    private const int BlockBytes = WordsPerBlock * sizeof(long);

    private static readonly Lock _registryLock = new();
    private static readonly List<ThreadFrames> _threads_NeedsLock = [];
    private static readonly Stack<nint> _freeBlocks_NeedsLock = new();

    [ThreadStatic]
    private static ThreadEnd? _threadEnd;

    private readonly ThreadName _thread;
    private readonly nint _firstBlock;

    private ThreadFrames(Thread thread, nint firstBlock)
    {
        _thread = new ThreadName(thread);
        _firstBlock = firstBlock;
    }

    /// <summary>A free frame of this thread, near the one given; its first where that is null.</summary>
    /// <remarks>
    /// Calls form a stack, so the search goes down over what has become free and then up over what is in use:
    /// recursion of any depth costs a step a call, and frames are used again before more are taken.
    /// </remarks>
    public static long* NextFree(long* frame)
    {
        if (frame == null)
        {
            return FirstBlock();
        }

        for (long* below = Below(frame); below != null && *below == 0; below = Below(below))
        {
            frame = below;
        }

        while (*frame != 0)
        {
            frame = *frame == Guard ? NextBlock(frame) : frame + 1;
        }

        return frame;
    }

    public static bool AnyHolds(long generationId)
    {
        lock (_registryLock)
        {
            return _threads_NeedsLock.Exists(t => t.Holds(generationId));
        }
    }

    public static IReadOnlyList<string> NamesOfHolders(long generationId)
    {
        lock (_registryLock)
        {
            return [.. _threads_NeedsLock.Where(t => t.Holds(generationId)).Select(t => t._thread.Text)];
        }
    }

    private static long* FirstBlock()
    {
        lock (_registryLock)
        {
            long* block = (long*)TakeBlock_NeedsLock();
            ThreadFrames frames = new(Thread.CurrentThread, (nint)block);
            _threads_NeedsLock.Add(frames);
            _threadEnd = new ThreadEnd(frames);
            return block;
        }
    }

    /// <summary>The frame below, or null at the bottom.</summary>
    private static long* Below(long* frame) =>
        ((nint)frame & (BlockBytes - 1)) != 0 ? frame - 1
        : frame[PreviousIndex] != 0 ? (long*)frame[PreviousIndex] + FramesPerBlock - 1
        : null;

    private static long* NextBlock(long* guard)
    {
        long* block = guard - GuardIndex;
        if (block[NextIndex] == 0)
        {
            lock (_registryLock)
            {
                long* next = (long*)TakeBlock_NeedsLock();
                next[PreviousIndex] = (long)block;

                // Released after the block was cleared, so that whoever follows the link finds it clean.
                Volatile.Write(ref block[NextIndex], (long)next);
            }
        }

        return (long*)block[NextIndex];
    }

    private static nint TakeBlock_NeedsLock()
    {
        if (_freeBlocks_NeedsLock.TryPop(out nint block))
        {
            return block;
        }

        long* words = (long*)NativeMemory.AlignedAlloc(BlockBytes, BlockBytes);
        new Span<long>(words, WordsPerBlock).Clear();
        words[GuardIndex] = Guard;
        return (nint)words;
    }

    private static void GiveBack(ThreadFrames frames)
    {
        lock (_registryLock)
        {
            _threads_NeedsLock.Remove(frames);
            nint block = frames._firstBlock;
            while (block != 0)
            {
                nint next = (nint)((long*)block)[NextIndex];
                ((long*)block)[NextIndex] = 0;
                ((long*)block)[PreviousIndex] = 0;
                _freeBlocks_NeedsLock.Push(block);
                block = next;
            }
        }
    }

    private bool Holds(long generationId)
    {
        for (long* block = (long*)_firstBlock; block != null; block = (long*)Volatile.Read(ref block[NextIndex]))
        {
            for (int i = 0; i < FramesPerBlock; i++)
            {
                if (Volatile.Read(ref block[i]) == generationId)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Rooted by its thread alone: finalized when the thread is gone, when all its frames are zero.</summary>
    private sealed class ThreadEnd(ThreadFrames frames)
    {
        ~ThreadEnd() => GiveBack(frames);
    }
}
