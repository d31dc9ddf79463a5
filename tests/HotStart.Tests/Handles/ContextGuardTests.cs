using HotStart.Testing;

namespace HotStart.Tests.Handles;

/// <summary>What a plugin sets in its caller's execution context does not stay there; who sets nothing pays nothing.</summary>
public sealed class ContextGuardTests
{
    private const string Ambient =
        """
        public static class Ambient
        {
            private static readonly AsyncLocal<object?> _value = new();
            public static int Set(int a, ref int b, out long c) { _value.Value = new object(); b++; c = 7; return a; }
            public static (string, long, long, Guid) Wide(string text) { _value.Value = text; return (text, 1, 2, Guid.Empty); }
            public static void Throw() { _value.Value = 1; throw new FormatException("mine"); }
            public static void Note(int number) => _value.Value = number;
            public static void Culture() => System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("");
            public static async Task<object?> LaterAsync(Task until) { _value.Value = 5; await until; return _value.Value; }
        }

        public sealed class Pair : IInternal { InternalValue IInternal.Get(InternalValue value) { Ambient.Note(value.Number); return new(value.Number + 1); } }
        """;

    private delegate int Setter(int a, ref int b, out long c);

    [Fact]
    public void Function_SetsAsyncLocals_LeavesTheCallersContextAsItWas()
    {
        using HandleWorld world = new();
        world.Swap(Ambient);
        Setter set = world.Lookup<Setter>("Set");
        Func<string, (string, long, long, Guid)> wide = world.Lookup<Func<string, (string, long, long, Guid)>>("Wide");
        Action culture = world.Lookup<Action>("Culture");
        Action fail = world.Lookup<Action>("Throw");
        AsyncLocal<int> own = new() { Value = 3 };
        ExecutionContext? before = ExecutionContext.Capture();
        int b = 1;

        Assert.Equal(5, set(5, ref b, out long c));
        Assert.Equal((2, 7L), (b, c));
        Assert.Equal(("x", 1L, 2L, Guid.Empty), wide("x"));
        culture();
        Assert.Throws<FormatException>(fail);

        Assert.Same(before, ExecutionContext.Capture());
        Assert.Equal(3, own.Value);
    }

    [Fact]
    public void Symbol_SetsAsyncLocals_LeavesTheCallersContextAsItWas()
    {
        using HandleWorld world = new();
        world.Swap(Ambient);
        Symbol culture = world.Lookup("Culture");
        ExecutionContext? before = ExecutionContext.Capture();
        ValueTask<object?> called = culture.InvokeAsync([]);
        Assert.True(called.IsCompletedSuccessfully);
        Assert.Same(before, ExecutionContext.Capture());
    }

    [Fact]
    public async Task Function_Asynchronous_KeepsItsOwnContext()
    {
        using HandleWorld world = new();
        world.Swap(Ambient);
        TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<object?> later = world.Lookup<Func<Task, Task<object?>>>("LaterAsync")(until.Task);
        until.SetResult();
        Assert.Equal(5, await later.LimitAsync());
    }

    [Fact]
    public void Contract_SetsAsyncLocals_LeavesTheCallersContextAsItWas()
    {
        using HandleWorld world = new();
        world.Swap(Ambient);
        IInternal pair = world.Get<IInternal>();
        ExecutionContext? before = ExecutionContext.Capture();
        Assert.Equal(new InternalValue(4), pair.Get(new InternalValue(3)));
        Assert.Same(before, ExecutionContext.Capture());
    }

    [Fact]
    public void Contract_EveryMemberKind_IsForwardedThroughTheGuard()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(2) + "public static class Uses { public static AsyncLocal<int> Value = new(); }");
        IEverything all = world.Get<IEverything>();
        all.Factor = 9;
        all[3] = "three";
        all.Slot() = 5;
        int b = 1;
        Assert.Equal((9, "three", 5, 2), (all.Factor, all[3], all.Slot(), all.Version));
        Assert.Equal(12, all.Sum(1, ref b, 3, out int d));
        Assert.Equal((2, 6), (b, d));
        Assert.Equal("bc", all.Cut("abc").ToString());
        Assert.Equal("default 9", all.Describe());
        Assert.Throws<FormatException>(all.Fail);
        Assert.NotNull(world.Active.Targets.Single().Guard);
    }

    [Fact]
    public void Plugin_ThatChangesNoContext_IsCalledDirectly()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(1) + Sources.Calc(1));
        world.Get<IEverything>();
        Assert.Equal(1, world.Lookup<Func<int>>("Version")());
        Assert.All(world.Active.Targets, t => Assert.Null(t.Guard));
    }

    [Fact]
    public async Task Generation_GuardedAndUsed_Unloads()
    {
        using HandleWorld world = new();
        world.Swap(Ambient);
        Use(world);
        WeakReference gone = Replace(world);
        await UnloadAssert.UnloadsAsync(gone, "the guarded generation");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Replace(HandleWorld world)
    {
        Flow.Generations.Generation old = world.Active;
        world.Swap(Ambient);
        return world.Retire(old);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Use(HandleWorld world)
    {
        int b = 1;
        world.Lookup<Setter>("Set")(5, ref b, out long _);
        world.Get<IInternal>().Get(new InternalValue(3));
    }
}
