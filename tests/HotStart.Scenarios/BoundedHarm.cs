using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>What a plugin leaks is bounded, and what its finalizers do harms nobody.</summary>
public sealed class BoundedHarm
{
    [Fact]
    public async Task Swap_AfterAsManyLeaksAsAreBorne_IsRefusedInWordsAndServesOn()
    {
        await using Ground ground = await Ground.StartAsync(o => o.MaxLeakedGenerations = 2, Leaky(1));
        await LeakAsync(ground, 1);
        Assert.False(ground.Status("leaky").HasReachedLeakLimit);
        await LeakAsync(ground, 2);

        SwapResult refused = await ground.ApplyAsync(Leaky(4));

        Reason reason = Assert.Single(refused.Reasons);
        Assert.Equal(ReasonCodes.TooManyLeaked, reason.Code);
        Assert.Contains("MaxLeakedGenerations", reason.Message, StringComparison.Ordinal);
        PluginStatus status = ground.Status("leaky");
        Assert.True(status.HasReachedLeakLimit);
        Assert.Equal(2, status.LeakedGenerations);
        Assert.InRange(status.LeakedBytes, 1024, 1024 * 1024);
        Assert.Equal(3, ground.Host["leaky"].Lookup<Func<int>>("Answer")());

        // The way back stays open.
        Assert.Equal(SwapOutcome.RolledBack, (await ground.Host.RollbackAsync("leaky")).Outcome);
        Assert.Equal(2, ground.Host["leaky"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Swap_LeaksAreTooLarge_IsRefused()
    {
        await using Ground ground = await Ground.StartAsync(o => o.MaxLeakedBytes = 1000, Leaky(1));
        await LeakAsync(ground, 1);
        Assert.Equal(ReasonCodes.TooManyLeaked, Assert.Single((await ground.ApplyAsync(Leaky(3))).Reasons).Code);
    }

    [Fact]
    public async Task Swap_WhileLeakingIsAllowed_GoesOn()
    {
        await using Ground ground = await Ground.StartAsync(
            o => { o.MaxLeakedGenerations = 1; o.SwapWhileLeaking = true; }, Leaky(1));
        await LeakAsync(ground, 1);
        await LeakAsync(ground, 2);
        Assert.True(ground.Status("leaky").HasReachedLeakLimit);
        Assert.Equal(3, ground.Host["leaky"].Lookup<Func<int>>("Answer")());
    }

    [Fact]
    public async Task Swap_LeakedOnesWereLetGo_GoesOnAgain()
    {
        await using Ground ground = await Ground.StartAsync(o => o.MaxLeakedGenerations = 1, Leaky(1));
        await LeakAsync(ground, 1);
        Assert.False((await ground.ApplyAsync(Leaky(3))).Succeeded);

        ground.Services.Bell.LetGo();
        Task gone = ground.UnloadedAsync("leaky", 1);
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        for (int i = 0; i < 1500 && !gone.IsCompleted; i++)
        {
            GC.Collect();
            await pace.WaitForNextTickAsync();
        }

        await gone.LimitAsync();
        await ground.SwapAsync(Leaky(3));
    }

    [Theory]
    [InlineData("once", "~Made() => HostBell.Graves[\"once\"] = this;")]
    [InlineData("for ever", "~Made() { GC.ReRegisterForFinalize(this); HostBell.Graves[\"for ever\"] = this; }")]
    public async Task Finalizer_RootsItsObjectAgain_TheVerdictIsLeakedAndTheHostGoesOn(string grave, string finalizer)
    {
        await using Ground ground = await Ground.StartAsync(Finalized(1, finalizer));
        ground.Host["final"].Lookup<Action>("Make")();
        await ground.SwapAsync(Finalized(2, ""));
        await ground.EventAsync(e => e is { PluginId: "final", Generation: 1, Kind: PluginEventKind.Leaked });
        Assert.Equal(2, ground.Host["final"].Lookup<Func<int>>("Answer")());
        await ground.SwapAsync(Finalized(3, ""));
        await ground.UnloadedAsync("final", 2);
        HostBell.Graves.TryRemove(grave, out _);
    }

    private static async Task LeakAsync(Ground ground, int generation)
    {
        await ground.SwapAsync(Leaky(generation + 1));
        await ground.EventAsync(PluginEventKind.Leaked, "leaky", generation);
    }

    private static PluginSource Leaky(int version) => Probes.With("leaky", version, $$"""
        using HotStart;
        using HotStart.Scenarios;

        public sealed class Leaky : IPluginLifecycle
        {
            public static int Answer() => {{version}};
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                ((HostBell)context.Services.GetService(typeof(HostBell))!).Rung += () => { };
                return default;
            }
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }
        """);

    private static PluginSource Finalized(int version, string finalizer) => Probes.With("final", version, $$"""
        using HotStart.Scenarios;

        public static class Final
        {
            public static int Answer() => {{version}};
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
            public static void Make() => new Made();
        }

        public sealed class Made { {{finalizer}} }
        """);
}
