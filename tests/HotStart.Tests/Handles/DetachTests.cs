using System.Runtime.CompilerServices;
using HotStart.Flow.Generations;
using HotStart.Testing;

namespace HotStart.Tests.Handles;

/// <summary>An event that cannot be left keeps no other handler, handle or pin.</summary>
public sealed class DetachTests
{
    [Fact]
    public void DetachEvents_OneHandlerThrows_OthersAndOtherHandlesAreDetached()
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Alarm);
        IAlarm direct = Direct(old);
        List<int> seen = [];
        Subscribe(world.Get<IAlarm>(), seen);
        Subscribe(world.Get<IAlarm>("Alarm"), seen);
        direct.Raise(1);
        Assert.Equal([1, 1, 1, 1], seen);
        world.Swap(Sources.Alarm);

        AggregateException error = Assert.Throws<AggregateException>(() => world.Retire(old));

        Assert.Equal(["stuck", "stuck"], error.InnerExceptions.Select(e => Assert.IsType<FormatException>(e).Message));
        direct.Raise(2);
        Assert.Equal(4, seen.Count);
        Direct(world.Active).Raise(3);
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public void Forget_OneHandlerThrows_AllHandlesLetGo()
    {
        using HandleWorld world = new();
        IAlarm direct = Direct(world.Swap(Sources.Alarm));
        LiveCell cell = new(world.Cell.Set);
        IAlarm[] pinned = [world.Table.Get<IAlarm>(cell, HandleWorld.Id, 0), world.Table.Get<IAlarm>(cell, HandleWorld.Id, 0, "Alarm")];
        List<int> seen = [];
        Array.ForEach(pinned, p => Subscribe(p, seen));
        cell.Set = null;

        AggregateException error = Assert.Throws<AggregateException>(() => world.Table.Forget(cell));

        Assert.All(error.InnerExceptions, e => Assert.IsType<FormatException>(e));
        direct.Raise(1);
        Assert.Empty(seen);
        world.Table.Forget(cell);
    }

    [Fact]
    public void Unsubscribe_OneGenerationThrows_OthersAreLeft()
    {
        using HandleWorld world = new();
        IAlarm first = Direct(world.Swap(Sources.Alarm));
        IAlarm alarm = world.Get<IAlarm>();
        EventHandler<int> handler = (_, _) => { };
        alarm.Stuck += handler;
        IAlarm second = Direct(world.Swap(Sources.Alarm));

        AggregateException error = Assert.Throws<AggregateException>(() => alarm.Stuck -= handler);

        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.NotSame(first, second);
        alarm.Stuck -= handler;
    }

    [Fact]
    public async Task PinnedSetDispose_HandlerThrows_PinIsGivenBackAndGenerationUnloads()
    {
        using TempFolder folder = new();
        PluginForge forge = new(folder.MakeFolder("plugins"));
        forge.Build(Alarm(1));
        PluginHostOptions options = new()
        {
            Watch = false,
            StagingPath = folder["staging"],
            UnloadProbeInterval = TimeSpan.FromMilliseconds(50),
        };
        options.SharedAssemblies.Add(typeof(IAlarm).Assembly.GetName().Name!);
        await using PluginHost host = await PluginHost.StartAsync(forge.Folder, options, TestContext.Current.CancellationToken);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30), TimeProvider.System);
        await using IAsyncEnumerator<PluginEvent> events = host.WatchAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await events.MoveNextAsync());
        PinnedSet set = host.Pin();
        Subscribe(set["alarm"].Get<IAlarm>(), []);
        SwapResult swap = await host.ApplyAsync([PluginChange.Load(forge.Build(Alarm(2)))], limit.Token);
        Assert.True(swap.Succeeded, swap.ToString());

        AssertStuck(set);

        set.Dispose();
        Assert.Throws<ObjectDisposedException>(() => set["alarm"]);
        while (events.Current is not { Kind: PluginEventKind.Unloaded, Generation: 1 })
        {
            Assert.True(await events.MoveNextAsync());
        }

        Assert.Equal(2, Assert.Single(host.Status.Plugins).Generations.Single().Number);
    }

    // Not inlined: an exception keeps the code that is on its stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AssertStuck(PinnedSet set) =>
        Assert.Equal("stuck", Assert.Throws<FormatException>(set.Dispose).Message);

    private static PluginSource Alarm(int version) => new("alarm", "using HotStart.Tests.Handles;\n" + Sources.Alarm)
    {
        Version = $"{version}.0",
        References = [typeof(IAlarm).Assembly.Location],
    };

    private static IAlarm Direct(Generation generation) =>
        (IAlarm)generation.Code!.Instances.Get(generation.Code.Assembly.GetType("Alarm")!);

    private static void Subscribe(IAlarm alarm, List<int> seen)
    {
        alarm.Sound += (_, v) => seen.Add(v);
        alarm.Stuck += (_, v) => seen.Add(v);
        alarm.Last += (_, v) => seen.Add(v);
    }
}
