using System.Runtime.CompilerServices;
using HotStart.Flow.Generations;
using HotStart.Testing;

namespace HotStart.Tests.Handles;

public sealed class UnloadTests
{
    [Fact]
    public async Task Retire_HandlesOfEveryKindAliveAndUsed_GenerationUnloads()
    {
        using HandleWorld world = new();
        List<object> alive = [];
        Use(world, alive);
        for (int i = 2; i <= 4; i++)
        {
            WeakReference gone = Next(world, alive, i);
            await UnloadAssert.UnloadsAsync(gone, $"generation {i - 1}");
        }

        Assert.True(alive.Count > 30);
        GC.KeepAlive(alive);
    }

    [Fact]
    public async Task Forget_PinnedSetEnds_ItsHandlesKeepNothing()
    {
        using HandleWorld world = new();
        LiveCell pin = Pin(world, out IEverything pinned);
        WeakReference gone = Next(world, [], 2);
        await UnloadAssert.UnloadsAsync(gone, "the pinned generation");

        Assert.Throws<ObjectDisposedException>(() => pinned.Version);
        Assert.Null(pin.Set);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static LiveCell Pin(HandleWorld world, out IEverything pinned)
        {
            world.Swap(Sources.Everything(1) + Sources.Calc(1));
            LiveCell cell = new(world.Cell.Set);
            pinned = world.Table.Get<IEverything>(cell, HandleWorld.Id, 0);
            pinned.Raised += (_, _) => { };
            Assert.Empty(world.Table.Live());
            world.Table.Get<IEverything>(world.Cell, HandleWorld.Id, 0);
            Assert.Equal(1, pinned.Version);
            cell.Set = null;
            world.Table.Forget(cell);
            return cell;
        }
    }

    [Fact]
    public async Task Retire_HandleOfPluginsOwnDelegateType_KeepsNeitherPlugin()
    {
        using HandleWorld world = new();
        WeakReference gone = OwnDelegate(world);
        await UnloadAssert.UnloadsAsync(gone, "the plugin whose delegate type was used");
        Assert.Equal(1, world.Lookup<Func<int>>("Version")());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference OwnDelegate(HandleWorld world)
        {
            world.Swap(Sources.Calc(1));
            Generation asking = world.Load("public delegate int Own();");
            Type own = asking.Code!.Assembly.GetType("Own")!;
            Delegate made = (Delegate)typeof(HotStart.Handles.HandleTable).GetMethod("Lookup")!.MakeGenericMethod(own)
                .Invoke(world.Table, [world.Cell, HandleWorld.Id, 0, "Version"])!;
            Assert.Equal(1, made.DynamicInvoke());
            return world.Retire(asking);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Next(HandleWorld world, List<object> alive, int version)
    {
        Generation old = world.Active;
        world.Swap(Sources.Everything(version) + Sources.Calc(version));
        if (alive.Count > 0)
        {
            Use(world, alive);
        }

        return world.Retire(old);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use(HandleWorld world, List<object> alive)
    {
        if (world.Active is null)
        {
            world.Swap(Sources.Everything(1) + Sources.Calc(1));
        }

        IEverything all = world.Get<IEverything>();
        all.Raised += (_, _) => { };
        all.Raise(1);
        Func<int> version = world.Lookup<Func<int>>("Version");
        Variable<int> hits = world.Lookup<Variable<int>>("Hits");
        Variable<string> text = world.Lookup<Variable<string>>("Text");
        Symbol symbol = world.Lookup("Version");
        hits.Value++;
        text.Value += version() + all.Version + symbol.Signature;
        alive.AddRange([all, version, hits, text, symbol, world.Table.Symbols(world.Cell, HandleWorld.Id, 0)]);
        alive.Add(symbol.InvokeAsync([]).AsTask());
        alive.Add(all.LaterAsync(Task.CompletedTask));
        alive.Add(all.PlainAsync(Task.CompletedTask));
        TaskCompletionSource until = new();
        alive.Add(all.LaterAsync(until.Task));
        until.SetResult();
        IEnumerable<int> lazy = all.Lazy(2);
        Assert.Equal(2, lazy.Count());
        alive.Add(lazy);
        alive.Add(all.Echo("x"));
        Assert.Throws<FormatException>(all.Fail);
    }
}
