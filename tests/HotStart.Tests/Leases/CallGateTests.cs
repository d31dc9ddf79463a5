using HotStart.Flow.Leases;

namespace HotStart.Tests.Leases;

public sealed unsafe class CallGateTests
{
    // Far from the ids of real generations, which other tests make at the same time.
    private static long _lastId = long.MaxValue / 2;

    [Fact]
    public void Enter_Exit_HoldsInBetween()
    {
        long id = NextId();
        Assert.False(CallGate.IsHeld(id));

        long* frame = CallGate.Enter(id);
        Assert.True(CallGate.IsHeld(id));
        CallGate.Exit(frame);

        Assert.False(CallGate.IsHeld(id));
    }

    [Fact]
    public void Enter_DeeperThanOneBlock_HoldsEachUntilItsExit()
    {
        const int Depth = 200;
        long[] ids = [.. Enumerable.Range(0, Depth).Select(_ => NextId())];
        long*[] frames = new long*[Depth];
        for (int i = 0; i < Depth; i++)
        {
            frames[i] = CallGate.Enter(ids[i]);
            Assert.True(CallGate.IsHeld(ids[i]));
        }

        Assert.All(ids, id => Assert.True(CallGate.IsHeld(id)));
        for (int i = Depth - 1; i >= 0; i--)
        {
            CallGate.Exit(frames[i]);
            Assert.False(CallGate.IsHeld(ids[i]));
            Assert.True(i == 0 || CallGate.IsHeld(ids[i - 1]));
        }

        Assert.All(ids, id => Assert.False(CallGate.IsHeld(id)));
    }

    [Fact]
    public void Enter_AgainAndAgain_UsesTheSameFrames()
    {
        const int Depth = 130;
        HashSet<nint> used = [];
        for (int i = 0; i < 20; i++)
        {
            used.UnionWith(Addresses(Depth));
        }

        // One more than the depth: an outermost call takes any free frame.
        Assert.InRange(used.Count, Depth, Depth + 1);

        static nint[] Addresses(int depth)
        {
            nint[] frames = new nint[depth];
            for (int i = 0; i < depth; i++)
            {
                frames[i] = (nint)CallGate.Enter(NextId());
            }

            for (int i = depth - 1; i >= 0; i--)
            {
                CallGate.Exit((long*)frames[i]);
            }

            Assert.Equal(depth, frames.Distinct().Count());
            return frames;
        }
    }

    [Fact]
    public void Enter_SameGenerationTwice_HoldsUntilOuterExit()
    {
        long id = NextId();
        long* outer = CallGate.Enter(id);
        long* inner = CallGate.Enter(id);

        CallGate.Exit(inner);
        Assert.True(CallGate.IsHeld(id));
        CallGate.Exit(outer);

        Assert.False(CallGate.IsHeld(id));
    }

    [Fact]
    public void Exit_InFinallyOfCallThatThrowsThroughNestedCalls_LeavesNothingHeld()
    {
        long outer = NextId();
        long inner = NextId();

        Assert.Throws<InvalidOperationException>(() => Call(outer, () => Call(inner, () => throw new InvalidOperationException())));

        Assert.False(CallGate.IsHeld(outer));
        Assert.False(CallGate.IsHeld(inner));

        static void Call(long id, Action body)
        {
            long* frame = CallGate.Enter(id);
            try
            {
                body();
            }
            finally
            {
                CallGate.Exit(frame);
            }
        }
    }

    [Fact]
    public void IsHeld_OtherThreadInside_IsSeenAfterBarrierAndNamed()
    {
        long id = NextId();
        using ManualResetEventSlim inside = new();
        using ManualResetEventSlim leave = new();
        Thread thread = new(() =>
        {
            long* frame = CallGate.Enter(id);
            inside.Set();
            leave.Wait();
            CallGate.Exit(frame);
        })
        { Name = "worker bee" };
        thread.Start();
        inside.Wait();

        CallGate.SynchronizeWithCallers();
        Assert.True(CallGate.IsHeld(id));
        Assert.Equal([$"thread {thread.ManagedThreadId} (worker bee)"], CallGate.Holders(id));
        leave.Set();
        thread.Join();

        Assert.False(CallGate.IsHeld(id));
        Assert.Empty(CallGate.Holders(id));
    }

    [Fact]
    public void Holders_TwoThreadsInOneGeneration_NamesBothAndUnnamedByNumber()
    {
        long id = NextId();
        long* mine = CallGate.Enter(id);
        long* nested = CallGate.Enter(id);
        string? me = null;
        IReadOnlyList<string> holders = [];
        Thread other = new(() =>
        {
            long* frame = CallGate.Enter(id);
            me = $"thread {Environment.CurrentManagedThreadId}";
            holders = CallGate.Holders(id);
            CallGate.Exit(frame);
        });
        other.Start();
        other.Join();
        CallGate.Exit(nested);
        CallGate.Exit(mine);

        Assert.Equal(2, holders.Count);
        Assert.Contains(me, holders);
    }

    [Fact]
    public void ThreadEnd_AfterDeepCalls_GivesItsBlocksBackForReuse()
    {
        const int Threads = 120;
        HashSet<nint> blocks = [];
        for (int i = 0; i < Threads; i++)
        {
            RunDeep(blocks);
            if (i % 10 == 9)
            {
                // Two rounds: the thread's own object goes first, what it roots after it.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        // Each thread uses three blocks. Other tests may take some of those given back, but never so many.
        Assert.True(blocks.Count < Threads * 3 / 2, $"{blocks.Count} blocks for {Threads} threads that ended: none is reused");
    }

    private static void RunDeep(HashSet<nint> blocks)
    {
        long id = NextId();
        Thread thread = new(() =>
        {
            const int Depth = 130;
            nint[] frames = new nint[Depth];
            for (int i = 0; i < Depth; i++)
            {
                frames[i] = (nint)CallGate.Enter(id);
            }

            for (int i = Depth - 1; i >= 0; i--)
            {
                CallGate.Exit((long*)frames[i]);
            }

            blocks.UnionWith([frames[0], frames[60], frames[120]]);
        });
        thread.Start();
        thread.Join();
    }

    private static long NextId() => Interlocked.Increment(ref _lastId);
}
