using HotStart.Flow.Leases;
using HotStart.Tests.Handles;

namespace HotStart.Tests.Leases;

public sealed unsafe class StackLinesTests
{
    // Pages that no stack has: the highest of all addresses are the system's own.
    private static long _lastPage = long.MaxValue / 2;
    private static long _lastId = long.MaxValue / 8;

    [Fact]
    public void Free_FramesInUse_GivesTheOthersThenNone()
    {
        long page = FreshPage();
        HashSet<nint> frames = [];
        for (long* frame = StackLines.Free(page); frame != null; frame = StackLines.Free(page))
        {
            *frame = NextId();
            frames.Add((nint)frame);
        }

        Assert.Equal(7, frames.Count);
        Assert.Equal((nint)(StackLines.Find(page) + 1), frames.Min());
        foreach (nint frame in frames)
        {
            *(long*)frame = 0;
        }

        Assert.Equal(frames.Min(), (nint)StackLines.Free(page));
    }

    [Fact]
    public void Free_LineOfAnotherPage_GivesNone()
    {
        long first = FreshPage();
        Assert.True(StackLines.Free(first) != null);
        long second = first + 1;
        while (StackLines.Find(second) != StackLines.Find(first))
        {
            second++;
        }

        Assert.True(StackLines.Free(second) == null);
        Assert.True(StackLines.Free(first) != null);
    }

    [Fact]
    public void Find_StacksAtRegularDistances_SpreadsThem()
    {
        // The stacks of 64 threads, 8 MiB each, called from at the same depth.
        HashSet<nint> lines = [.. Enumerable.Range(0, 64).Select(i => (nint)StackLines.Find(0x7_F512_3400 + i * 2048L))];

        Assert.True(lines.Count > 56, $"only {lines.Count} lines for 64 threads");
    }

    [Fact]
    public void PageOf_Locals_IsOneForOneThreadAndAnotherForOthers()
    {
        int here;
        long mine = StackLines.PageOf(&here), other = 0;
        Thread thread = new(() =>
        {
            int there;
            other = StackLines.PageOf(&there);
        });
        thread.Start();
        thread.Join();

        Assert.Equal(mine, StackLines.PageOf(&here));
        Assert.NotEqual(mine, other);
    }

    [Fact]
    public void Holders_ThreadThatClaimedThePageHasEnded_IsNotNamedAsHolder()
    {
        long page = FreshPage(), id = NextId();
        nint frame = 0;
        int number = 0;
        Run("first", () =>
        {
            number = Environment.CurrentManagedThreadId;
            frame = (nint)StackLines.Free(page);
            *(long*)frame = id;
            Assert.True(CallGate.IsHeld(id));
            Assert.Equal([$"thread {number} (first)"], CallGate.Holders(id));
        });

        Assert.Equal($"a thread that got the stack of thread {number}", Assert.Single(CallGate.Holders(id)).Split(" (")[0]);
        *(long*)frame = 0;
        Assert.False(CallGate.IsHeld(id));
        Assert.Empty(CallGate.Holders(id));
    }

    [Fact]
    public void ForgetEnded_PageGoesToAnotherThread_NamesThatOneAndKeepsTheLineForThePage()
    {
        long page = FreshPage(), id = NextId();
        Run("first", () => StackLines.Free(page));
        CallGate.SynchronizeWithCallers();
        long stranger = page + 1;
        while (StackLines.Find(stranger) != StackLines.Find(page))
        {
            stranger++;
        }

        Assert.True(StackLines.Free(stranger) == null);
        Run("second", () =>
        {
            long* frame = CallGate.Enter(id, page);
            Assert.Equal((nint)(StackLines.Find(page) + 1), (nint)frame);
            Assert.EndsWith(" (second)", Assert.Single(CallGate.Holders(id)));
            CallGate.Exit(frame);
        });
    }

    /// <summary>Threads that have ended leave their stacks to later ones, before any swap has taken note of it.</summary>
    [Fact]
    public void Holders_WaitingThreadOnStackOfOneThatEnded_IsNamedBySystem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells where the stacks of waiting threads are.");
        using HandleWorld world = new();
        world.Swap(Sources.Calc(3));
        Func<Func<int, int>, int, int> down = world.Lookup<Func<Func<int, int>, int, int>>("Down");
        IReadOnlyList<string> holders = [];
        for (int i = 0; i < 30 && !holders.Any(h => h.StartsWith("system thread ", StringComparison.Ordinal)); i++)
        {
            Run("early", () => down(_ => 0, 1));
            using ManualResetEventSlim inside = new();
            using ManualResetEvent leave = new(false);
            Thread late = new(() => down(_ => { inside.Set(); leave.WaitOne(); return 0; }, 1)) { Name = "late" };
            late.Start();
            inside.Wait();
            holders = CallGate.Holders(world.Active.Id);
            leave.Set();
            late.Join();
            Assert.All(holders, h => Assert.True(h.EndsWith(" (late)", StringComparison.Ordinal) || h.StartsWith("a thread that got", StringComparison.Ordinal), h));
        }

        Assert.Contains(holders, h => h.StartsWith("system thread ", StringComparison.Ordinal) && h.EndsWith(" (late)", StringComparison.Ordinal));
    }

    [Fact]
    public void Enter_LineFull_TakesAFrameOfTheThread()
    {
        long page = FreshPage(), id = NextId();
        List<nint> frames = [];
        for (int i = 0; i < 20; i++)
        {
            frames.Add((nint)CallGate.Enter(id, page));
            Assert.Equal(frames[i], (nint)CallGate.Entered());
        }

        Assert.Equal(20, frames.Distinct().Count());
        frames.ForEach(frame =>
        {
            Assert.True(CallGate.IsHeld(id));
            CallGate.Exit((long*)frame);
        });
        Assert.False(CallGate.IsHeld(id));
    }

    private static void Run(string name, ThreadStart body)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { Name = name };
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    /// <summary>A page whose line nobody has.</summary>
    private static long FreshPage()
    {
        while (true)
        {
            long page = Interlocked.Increment(ref _lastPage);
            if (*StackLines.Find(page) == 0)
            {
                return page;
            }
        }
    }

    private static long NextId() => Interlocked.Increment(ref _lastId);
}
