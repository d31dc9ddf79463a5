using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>What a change that did not go live may leave behind: nothing that stands in the way of the next one.</summary>
public sealed class ChangesThatFail
{
    private const string Ticking = """
        using HotStart;
        using HotStart.Scenarios;

        public sealed class Clock : ITicker
        {
            public static Clock? One;
            public Clock() => One = this;
            public event Action<string>? Tick;
            public void Strike() => Tick?.Invoke("VERSION");
        }

        public sealed class Life : IPluginLifecycle
        {
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                Clock.One?.Strike();
                if ("VERSION" == "2") throw new InvalidOperationException("no");
                return default;
            }

            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
        }
        """;

    [Fact]
    public async Task Changes_CancelledAtAnyMoment_LeaveNoGenerationBehind()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        int cancelled = 0;
        for (int n = 0; n < 60; n++)
        {
            ground.Forge.Build(Probes.Probe(2 + (n % 2)));
            using CancellationTokenSource source = new();
            Task<SwapResult> change = ground.Host.ReloadAsync("probe", source.Token);
            for (int i = 0; i < n % 30; i++)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
            try
            {
                await change.LimitAsync();
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }

        await ground.SwapAsync(Probes.Probe(9));

        Assert.NotEqual(0, cancelled);
        int active = ground.Status("probe").ActiveGeneration!.Value;
        await ground.UnloadedAsync("probe", [.. ground.Status("probe").Generations.Select(g => g.Number).Where(g => g != active)]);
        Assert.DoesNotContain(ground.Events.All, e => e.Kind == PluginEventKind.Faulted);
    }

    [Fact]
    public async Task ArrivedFile_ThatWentDownWithAPartnerWhenAskedFor_GoesLiveByItself()
    {
        await using Ground ground = await Ground.StartAsync(o => o.Watch = true, Probes.Probe(1), Probes.Probe(1, "second"));
        string bad = ground.Folder.Write("bad.dll", "nonsense");
        string fit = ground.Forge.Build(Probes.Probe(2));

        await ground.Host.ApplyAsync([PluginChange.Load(fit), PluginChange.Load(bad)]).LimitAsync();

        await ground.EventAsync(e => e.Kind == PluginEventKind.Swapped && e.PluginId == "probe" && e.Version == "2.0");
        Assert.Equal(2, ground.Host["probe"].Lookup<Func<int>>("Answer")());
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"no\");", ReasonCodes.ConstructorFailed)]
    [InlineData("new ManualResetEvent(false).WaitOne();", ReasonCodes.StartTimedOut)]
    public async Task RollbackByPointer_WhereAnObjectCannotBeMade_IsRefusedInTime(string constructor, string code)
    {
        static PluginSource Source(int version, string constructor) => Probes.With("p", version, $$"""
            using Plugins.Contracts;
            public sealed class Voice : IText
            {
                public Voice() { {{constructor}} }
                public string Text() => "{{version}}";
            }
            """);
        await using Ground ground = await Ground.StartAsync(
            o =>
            {
                o.KeepWarm = TimeSpan.FromHours(1);
                o.StartLimit = TimeSpan.FromMilliseconds(500);
                o.DrainLimit = TimeSpan.FromMilliseconds(200);
                o.StopLimit = TimeSpan.FromMilliseconds(200);
            },
            Source(1, constructor));
        await ground.SwapAsync(Source(2, ""));
        IText voice = ground.Host["p"].Get<IText>();
        Assert.Equal("2", voice.Text());

        SwapResult back = await ground.Host.RollbackAsync("p").LimitAsync();

        Assert.Equal(code, Assert.Single(back.Reasons).Code);
        Assert.Equal("2", voice.Text());
        await ground.SwapAsync(Source(3, ""));
        Assert.Equal("3", voice.Text());
    }

    [Fact]
    public async Task RefusedCandidate_ThatRaisesEventsInItsStart_IsNotHeard()
    {
        static PluginSource Source(string version) => new("t", Ticking.Replace("VERSION", version, StringComparison.Ordinal))
        {
            References = [typeof(ITicker).Assembly.Location],
        };
        await using Ground ground = await Ground.StartAsync(Source("1"));
        ITicker ticker = ground.Host["t"].Get<ITicker>();
        List<string> heard = [];
        ticker.Tick += heard.Add;

        Assert.Equal(SwapOutcome.Refused, (await ground.ApplyAsync(Source("2"))).Outcome);
        Assert.Empty(heard);
        Assert.True((await ground.ApplyAsync(Source("3"))).Succeeded);
        ticker.Strike();

        Assert.Equal(["3"], heard);
    }

    [Fact]
    public async Task Options_ChangedAfterTheStart_HaveNoEffect()
    {
        PluginHostOptions? options = null;
        await using Ground ground = await Ground.StartAsync(o => options = o, Probes.Probe(1));

        options!.MaxLiveGenerations = 0;
        options.StartLimit = TimeSpan.Zero;

        await ground.SwapAsync(Probes.Probe(2));
    }
}
