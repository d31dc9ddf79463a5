using HotStart.Flow.Leases;

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
        using ManualResetEventSlim end = new();
        using ManualResetEventSlim claimed = new();
        Thread first = new(() =>
        {
            frame = (nint)StackLines.Free(page);
            claimed.Set();
            end.Wait();
        })
        { Name = "first" };
        first.Start();
        claimed.Wait();
        *(long*)frame = id;
        Assert.True(CallGate.IsHeld(id));
        Assert.Equal([$"thread {first.ManagedThreadId} (first)"], CallGate.Holders(id));

        end.Set();
        first.Join();

        Assert.StartsWith("a thread on the stack of thread ", Assert.Single(CallGate.Holders(id)));
        *(long*)frame = 0;
        Assert.False(CallGate.IsHeld(id));
        Assert.Empty(CallGate.Holders(id));
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
