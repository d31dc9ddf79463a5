using HotStart.Flow.Leases;

namespace HotStart.Tests.Handles;

public sealed class FunctionTests
{
    private delegate int Mix(int a, ref int b, in int c, out int d);

    private delegate ref int Where();

    private delegate ReadOnlySpan<char> Cut(ReadOnlySpan<char> text);

    [Fact]
    public void Lookup_AfterSwap_SameDelegateRunsNewCode()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        Func<int> version = world.Lookup<Func<int>>("Version");
        Assert.Equal(1, version());

        world.Swap(Sources.Calc(2));

        Assert.Equal(2, version());
        Assert.Same(version, world.Lookup<Func<int>>("Version"));
    }

    [Fact]
    public void Lookup_Overloads_AreChosenBySignature()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        Assert.Equal(6, world.Lookup<Func<int, int, int>>("Add")(2, 3));
        Assert.Equal(5L, world.Lookup<Func<long, long, long>>("Calc.Add")(2, 3));
        Assert.Equal("x", world.Lookup<Func<string, object>>("Same")("x"));
        Assert.Equal("x", world.Lookup<Func<string, object>>("Any")("x"));
    }

    [Fact]
    public void Lookup_RefInOutSpansAndRefReturns_PassThrough()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        int b = 2;

        Assert.Equal(8, world.Lookup<Mix>("Mix")(1, ref b, 4, out int d));
        Assert.Equal((3, 8), (b, d));
        world.Lookup<Where>("Where")() = 42;
        Assert.Equal(42, world.Lookup<Variable<int>>("Hits").Value);
        Assert.Equal("bc", world.Lookup<Cut>("Cut")("abc").ToString());
    }

    [Theory]
    [InlineData("alias", 10)]
    [InlineData("Deep", 1)]
    [InlineData("Inner.Deep", 1)]
    [InlineData("Calc.Inner.Deep", 1)]
    public void Lookup_AliasAndNestedNames_AreFound(string name, int expected)
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        Assert.Equal(expected, world.Lookup<Func<int>>(name)());
    }

    [Fact]
    public void Lookup_MissingName_ListsNearest()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        SymbolNotFoundException error = Assert.Throws<SymbolNotFoundException>(() => world.Lookup<Func<int>>("Verison"));

        Assert.Contains("Did you mean 'Version'", error.Message);
        Assert.Contains("Mix", error.Message);
    }

    [Fact]
    public void Lookup_SameNameInTwoClasses_IsAmbiguousUntilNamed()
    {
        using HandleWorld world = new();
        world.Swap("public class A { public static int X() => 1; } namespace N { public class B { public static int X() => 2; } }");

        Assert.Contains("A.X, N.B.X", Assert.Throws<SymbolNotFoundException>(() => world.Lookup<Func<int>>("X")).Message);
        Assert.Equal(2, world.Lookup<Func<int>>("B.X")());
        Assert.Equal(2, world.Lookup<Func<int>>("N.B.X")());
    }

    [Fact]
    public void Lookup_WrongType_SaysExpectedAndFound()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        SymbolTypeException wrong = Assert.Throws<SymbolTypeException>(() => world.Lookup<Func<string, int>>("Version"));
        Assert.Contains("Expected: int Version(string arg). Found: int Version()", wrong.Message);
        Assert.Contains("generic", Assert.Throws<SymbolTypeException>(() => world.Lookup<Func<int, int>>("Generic")).Message);
        Assert.Contains("Variable<int>", Assert.Throws<SymbolTypeException>(() => world.Lookup<Func<int>>("Hits")).Message);
        Assert.Throws<SymbolTypeException>(() => world.Lookup<Func<int, int, object>>("Add"));
        Assert.Throws<ArgumentException>(() => world.Lookup<IEverything>("Add"));
        Assert.Throws<ArgumentException>(() => world.Lookup<string>("Add"));
    }

    [Fact]
    public void Call_Throws_ExceptionPassesAndGateIsClean()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        Action fail = world.Lookup<Action>("Fail");

        FormatException error = Assert.Throws<FormatException>(fail);

        Assert.Contains("Calc.Fail", error.StackTrace);
        Assert.False(CallGate.IsHeld(world.Active.Id));
    }

    [Fact]
    public void Call_ThousandDeep_CountsRight()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(3));
        Func<Func<int, int>, int, int> down = world.Lookup<Func<Func<int, int>, int, int>>("Down");
        int deepest = 0;
        int Next(int depth)
        {
            deepest++;
            Assert.True(CallGate.IsHeld(world.Active.Id));
            int result = down(Next, depth);

            // The call within this one has left its own mark only.
            Assert.True(CallGate.IsHeld(world.Active.Id));
            return result;
        }

        Assert.Equal(3, down(Next, 1000));

        Assert.Equal(1000, deepest);
        Assert.False(CallGate.IsHeld(world.Active.Id));
    }

    [Fact]
    public void Call_FromPageWhoseLineIsAnothers_LeavesThatLineAlone()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(3));
        Func<Func<int, int>, int, int> down = world.Lookup<Func<Func<int, int>, int, int>>("Down");
        List<Thread> threads = [];
        using ManualResetEventSlim end = new();
        (bool Tried, bool Held, bool Alone) seen = default;
        while (!seen.Tried && threads.Count < 50)
        {
            // Stacks of threads that have ended are used again: those still running make sure that this one is new.
            using ManualResetEventSlim done = new();
            threads.Add(new Thread(() =>
            {
                seen = CallFromTakenLines(down, world.Active.Id);
                done.Set();
                end.Wait();
            }));
            threads[^1].Start();
            done.Wait();
        }

        end.Set();
        threads.ForEach(t => t.Join());
        Assert.Equal((true, true, true), seen);
    }

    /// <summary>Gives the lines of this stack's pages to pages that no stack has, and calls.</summary>
    private static unsafe (bool Tried, bool Held, bool Alone) CallFromTakenLines(Func<Func<int, int>, int, int> down, long generation)
    {
        int here;
        long top = StackLines.PageOf(&here);
        nint[] lines = [.. Enumerable.Range(-4, 6).Select(i => (nint)StackLines.Find(top + i))];
        if (lines.Distinct().Count() != lines.Length || lines.Any(l => *(long*)l != 0))
        {
            return default;
        }

        foreach (nint line in lines)
        {
            long page = long.MaxValue / 4;
            while ((nint)StackLines.Find(page) != line)
            {
                page++;
            }

            _ = StackLines.Free(page);
        }

        bool held = false, alone = false;
        down(
            _ =>
            {
                held = CallGate.IsHeld(generation);
                alone = lines.All(l => ((long*)l)[1] == 0);
                return 0;
            },
            1);
        return (true, held, alone);
    }

    [Fact]
    public void Call_StaticConstructorThrows_IsFoundByLookup()
    {
        using HandleWorld world = new();
        world.Swap("public static class Bad { static Bad() => throw new FormatException(); public static int X() => 1; }");

        Assert.Throws<TypeInitializationException>(() => world.Lookup<Func<int>>("X"));
    }

    [Fact]
    public async Task Call_TwoThreadsWhileSwapping_NoneFailsOrMixes()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1) + Sources.Everything(1));
        Func<int> version = world.Lookup<Func<int>>("Version");
        IEverything all = world.Get<IEverything>();
        using CancellationTokenSource stop = new();
        TaskCompletionSource[] began = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
        Task<int>[] callers = [.. began.Select(first => Task.Run(() =>
        {
            int calls = 0;
            int last = 0;
            while (!stop.IsCancellationRequested)
            {
                int now = version();
                int later = all.Version;
                Assert.True(now >= last && later >= now, $"{last} {now} {later}");
                last = later;
                calls++;
                first.TrySetResult();
            }

            return calls;
        }))];

        // A caller that fails ends here too; a busy pool may start one late.
        await Task.WhenAll(began.Zip(callers, (first, caller) => Task.WhenAny(first.Task, caller)));
        List<WeakReference> gone = [];
        for (int i = 2; i < 12; i++)
        {
            HotStart.Flow.Generations.Generation old = world.Active;
            world.Swap(Sources.Calc(i) + Sources.Everything(i));
            do
            {
                CallGate.SynchronizeWithCallers();
            }
            while (CallGate.IsHeld(old.Id));

            gone.Add(world.Retire(old));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(callers), calls => Assert.True(calls > 0));
        Assert.Equal(10, gone.Count);
    }

    [Fact]
    public void Call_NoActiveGeneration_FailsUntilItIsBack()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        Func<int> version = world.Lookup<Func<int>>("Version");

        world.Publish(null);
        Assert.Throws<PluginNotFoundException>(() => version());
        world.Swap(Sources.Calc(2));

        Assert.Equal(2, version());
    }

    [Fact]
    public void Call_Hot_AllocatesNothing()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1) + Sources.Everything(1));
        Func<int, int, int> add = world.Lookup<Func<int, int, int>>("Add");
        IEverything all = world.Get<IEverything>();
        Variable<int> hits = world.Lookup<Variable<int>>("Hits");
        Run(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                all.Factor = add(i, 1);
                hits.Value = hits.Value + 1;
                _ = all.QuickAsync(2, null).GetAwaiter().GetResult();
            }
        }
    }
}
