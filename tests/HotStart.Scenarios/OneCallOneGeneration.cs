using System.Threading.Channels;
using HotStart.Fixtures;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Promise 1: a call runs wholly on the generation that was active when it began.</summary>
public sealed class OneCallOneGeneration
{
    [Fact]
    public async Task SyncCall_SwapInMidCall_FinishesOnItsOwn()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<Action, int> call = ground.Host["probe"].Lookup<Func<Action, int>>("Call");
        Func<int> answer = ground.Host["probe"].Lookup<Func<int>>("Answer");
        using MidCall<int> mid = MidCall<int>.Begin(call);

        await ground.SwapAsync(Probes.Probe(2));

        Assert.Equal(2, answer());
        Assert.Equal(GenerationState.Draining, ground.Status("probe", 1).State);
        Assert.Equal(1, await mid.EndAsync());
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task SyncCall_PrivateDependencyNeededAfterTheSwap_StillLoads()
    {
        await using Ground ground = await Ground.StartAsync();
        string folder = Path.Combine(ground.PluginFolder, "app");
        string dll = BuildWithDependency(folder, 1);
        Assert.True((await ground.Host.ApplyAsync([PluginChange.Load(dll)])).Succeeded);
        using MidCall<string> mid = MidCall<string>.Begin(ground.Host["app"].Lookup<Func<Action, string>>("Call"));

        dll = BuildWithDependency(folder, 2);
        Assert.True((await ground.Host.ApplyAsync([PluginChange.Load(dll)])).Succeeded);
        await ground.SwapAsync(Probes.Probe(1, "other"));
        await ground.SwapAsync(Probes.Probe(2, "other"));
        await ground.UnloadedAsync("other", 1);

        Assert.Equal("app 1 with dependency 1", await mid.EndAsync());
        Assert.Equal("app 2 with dependency 2", ground.Host["app"].Lookup<Func<Action, string>>("Call")(() => { }));
        await ground.UnloadedAsync("app", 1);
    }

    [Fact]
    public async Task AsyncCall_AcrossASwap_FinishesOnItsOwn()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<Task, Task<int>> call = ground.Host["probe"].Lookup<Func<Task, Task<int>>>("CallAsync");
        TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> old = call(until.Task);

        await ground.SwapAsync(Probes.Probe(2));
        Task<int> young = call(until.Task);
        until.SetResult();

        Assert.Equal(1, await old.LimitAsync());
        Assert.Equal(2, await young.LimitAsync());
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task Stream_EnumeratedAcrossASwap_StaysOnItsOwn()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        var steps = ground.Host["probe"].Lookup<Func<IAsyncEnumerable<int>, IAsyncEnumerable<int>>>("Steps");
        Channel<int> gate = Channel.CreateUnbounded<int>();
        await using (IAsyncEnumerator<int> stream = steps(gate.Reader.ReadAllAsync()).GetAsyncEnumerator())
        {
            gate.Writer.TryWrite(0);
            Assert.True(await stream.MoveNextAsync());
            Assert.Equal(1, stream.Current);

            await ground.SwapAsync(Probes.Probe(2));

            gate.Writer.TryWrite(0);
            Assert.True(await stream.MoveNextAsync());
            Assert.Equal(1, stream.Current);
            Assert.Contains(ground.Status("probe", 1).Holders, h => h.Contains("Steps", StringComparison.Ordinal));
        }

        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task Streams_TakenBeforeTheSwapAndReadAfterIt_RunOnTheirOwn()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        IAsyncEnumerable<int> stream = ground.Host["probe"].Lookup<Func<int, IAsyncEnumerable<int>>>("Stream")(3);
        IEnumerable<int> numbers = ground.Host["probe"].Lookup<Func<int, IEnumerable<int>>>("Numbers")(3);

        await ground.SwapAsync(Probes.Probe(2));

        List<int> read = [];
        await foreach (int n in stream)
        {
            read.Add(n);
        }

        Assert.Equal([1, 1, 1], read);
        Assert.Equal([1, 1, 1], numbers);
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task NestedCalls_SwapInBetween_InnerOnesRunTheNewAndOuterOnesTheOld()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Func<Action, int> call = ground.Host["probe"].Lookup<Func<Action, int>>("Call");
        int inner = 0, innermost = 0;

        // The swap is waited for inside the call, on a thread of its own: nothing in it may need that call to end.
        Task<int> outer = Task.Factory.StartNew(
            () => call(() =>
            {
                ground.SwapAsync(Probes.Probe(2)).GetAwaiter().GetResult();
                inner = call(() => innermost = call(() => { }));
            }),
            TaskCreationOptions.LongRunning);

        Assert.Equal(1, await outer.LimitAsync());
        Assert.Equal((2, 2), (inner, innermost));
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task CallsBetweenPlugins_CalleeSwapped_EachCallRunsWhatIsActiveThen()
    {
        await using Ground ground = await Ground.StartAsync(Caller(1), Probes.Probe(1));
        Func<Action, string> both = ground.Host["caller"].Lookup<Func<Action, string>>("Both");
        string between = "";

        string answer = await Task.Factory.StartNew(
            () => both(() =>
            {
                ground.SwapAsync(Probes.Probe(2)).GetAwaiter().GetResult();
                between = both(() => { });
            }),
            TaskCreationOptions.LongRunning).LimitAsync();

        Assert.Equal("caller 1: 1 then 2 and 2", answer);
        Assert.Equal("caller 1: 2 then 2 and 2", between);
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task CallsBetweenPlugins_CallerSwappedAndCalleeSwapped_BothUnload()
    {
        await using Ground ground = await Ground.StartAsync(Caller(1), Probes.Probe(1));
        Func<Action, string> both = ground.Host["caller"].Lookup<Func<Action, string>>("Both");
        Assert.Equal("caller 1: 1 then 1 and 1", both(() => { }));

        await ground.SwapAsync(Caller(2), Probes.Probe(2));

        Assert.Equal("caller 2: 2 then 2 and 2", both(() => { }));
        await ground.UnloadedAsync("caller", 1);
        await ground.UnloadedAsync("probe", 1);
    }

    [Fact]
    public async Task Contract_EveryWayOfCalling_StaysOnItsOwn()
    {
        await using Ground ground = await Ground.StartAsync();
        string folder = Path.Combine(ground.PluginFolder, "pricing");
        Assert.True((await ground.Host.ApplyAsync([PluginChange.Load(RealPlugin.PricingV1.CopyTo(folder))])).Succeeded);
        IPricing pricing = ground.Host["pricing"].Get<IPricing>();
        TaskCompletionSource until = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> held = pricing.HoldAsync(until.Task);
        int inner = 0;

        int outer = await Task.Factory.StartNew(
            () => pricing.Around(() =>
            {
                string dll = RealPlugin.PricingV2.CopyTo(folder);
                Assert.True(ground.Host.ApplyAsync([PluginChange.Load(dll)]).GetAwaiter().GetResult().Succeeded);
                inner = pricing.CodeVersion;
            }),
            TaskCreationOptions.LongRunning).LimitAsync();

        until.SetResult();
        Assert.Equal((1, 2, 1), (outer, inner, await held.LimitAsync()));
        await ground.UnloadedAsync("pricing", 1);
    }

    private static PluginSource Caller(int version) => Probes.With("caller", version, $$"""
        using HotStart;
        using Plugins.Contracts;

        public sealed class Caller : IPluginLifecycle
        {
            private static PluginContext? _context;
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken) { _context = context; return default; }
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
            public static string Both(Action between)
            {
                int first = _context!.Lookup<Func<int>>("probe", "Answer")();
                between();
                return $"caller {{version}}: {first} then {_context.Lookup<Func<int>>("probe", "Answer")()} and {_context.Get<IText>("probe").Text()}";
            }
        }
        """);

    private static string BuildWithDependency(string folder, int version)
    {
        PluginForge forge = new(folder);
        string dependency = forge.Build("dependency", $"public static class Dependency {{ public static string Name() => \"dependency {version}\"; }}");
        return forge.Build(new PluginSource("app", $$"""
            public static class App
            {
                public static string Call(Action inside) { inside(); return Late(); }
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                private static string Late() => "app {{version}} with " + Dependency.Name();
            }
            """) { References = [dependency] });
    }
}
