using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>What a plugin gets from its context, or hands over to it, ends with its generation.</summary>
public sealed class Belongings
{
    [Theory]
    [InlineData("a timer", "new Keeper(context.Time.CreateTimer(_ => Keeper.Ticks++, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(5)))")]
    [InlineData("work", "context.Run(async end => { while (!end.IsCancellationRequested) await Task.Delay(TimeSpan.FromMilliseconds(5), context.Time, end); })")]
    [InlineData("a registration", "context.Register(bell.Closing, () => Keeper.Ticks++)")]
    [InlineData("a meter", "context.Meters.Create(new MeterOptions(\"fixture\")).CreateObservableGauge(\"gauge\", () => Keeper.Ticks)")]
    [InlineData("a client", "context.Http.DefaultRequestHeaders.Add(\"x\", \"y\")")]
    [InlineData("an object", "context.Own(new Subscription(bell))")]
    public async Task Context_GaveIt_TheGenerationUnloads(string what, string use)
    {
        Assert.NotEmpty(what);
        await using Ground ground = await Ground.StartAsync(Using(1, use + ";"));
        await ground.SwapAsync(Using(2, ""));
        await ground.UnloadedAsync("using", 1);
        Assert.DoesNotContain(ground.Events.All, e => e.Kind is PluginEventKind.Leaked or PluginEventKind.Faulted);
    }

    [Fact]
    public async Task Own_SeveralObjects_AreDisposedAfterTheStopLastOneFirst()
    {
        await using Ground ground = await Ground.StartAsync(Using(1, "context.Own(new Noted(journal, 1)); context.Own(new Noted(journal, 2));"));
        await ground.SwapAsync(Using(2, ""));
        EventLog<string> journal = ground.Services.Journal;
        Assert.Equal("stop", await journal.NextAsync());
        Assert.Equal("disposed 2", await journal.NextAsync());
        Assert.Equal("disposed 1", await journal.NextAsync());
        await ground.UnloadedAsync("using", 1);
    }

    [Fact]
    public async Task Run_WorkThatCleansUp_IsWaitedForAndItsFailureIsRecorded()
    {
        await using Ground ground = await Ground.StartAsync(Using(
            1,
            "context.Run(async end => { try { await Task.Delay(-1, end); } finally { await Task.Yield(); journal.Write(\"cleaned\"); } });"
            + "context.Run(_ => throw new InvalidOperationException(\"work says no\")); context.Own(new Noted(journal, 1));"));
        await ground.SwapAsync(Using(2, ""));
        EventLog<string> journal = ground.Services.Journal;
        Assert.Equal(["cleaned", "stop"], new[] { await journal.NextAsync(), await journal.NextAsync() }.Order());
        Assert.Equal("disposed 1", await journal.NextAsync());
        PluginEvent fault = await ground.EventAsync(PluginEventKind.Faulted, "using", 1);
        Assert.Contains("work says no", fault.Message, StringComparison.Ordinal);
        await ground.UnloadedAsync("using", 1);
        Assert.Single(ground.Events.All, e => e.Kind == PluginEventKind.Faulted);
    }

    [Fact]
    public async Task Context_AfterItsEnd_TakesNothingMore()
    {
        await using Ground ground = await Ground.StartAsync(Using(1, "Late.Begin(context, journal);"));
        await ground.SwapAsync(Using(2, ""));
        EventLog<string> journal = ground.Services.Journal;
        Assert.Equal("stop", await journal.NextAsync());
        Assert.Equal("ObjectDisposedException ObjectDisposedException ObjectDisposedException", await journal.NextAsync());
        await ground.UnloadedAsync("using", 1);
    }

    private static PluginSource Using(int version, string use) => Probes.With("using", version, $$"""
        using System.Diagnostics.Metrics;
        using HotStart;
        using HotStart.Scenarios;
        using Plugins.Contracts;

        public sealed class Life : IPluginLifecycle
        {
            public static int Version() => {{version}};
            private IJournal? _journal;

            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                HostBell bell = (HostBell)context.Services.GetService(typeof(HostBell))!;
                IJournal journal = (IJournal)context.Services.GetService(typeof(IJournal))!;
                _journal = journal;
                {{use}}
                return default;
            }

            public ValueTask StopAsync(CancellationToken cancellationToken)
            {
                if ({{(use.Contains("journal", StringComparison.Ordinal) ? "true" : "false")}}) { _journal!.Write("stop"); }
                return default;
            }
        }

        public sealed class Keeper
        {
            public static int Ticks;
            private static object? _kept;
            public Keeper(object kept) => _kept = kept;
        }

        public sealed class Subscription : IDisposable
        {
            private readonly HostBell _bell;
            public Subscription(HostBell bell) { _bell = bell; bell.Rung += Heard; }
            public void Dispose() => _bell.Rung -= Heard;
            private void Heard() { }
        }

        public sealed class Noted(IJournal journal, int number) : IDisposable
        {
            public void Dispose() => journal.Write($"disposed {number}");
        }

        // Disposed last, for it came first: by then the context takes nothing more.
        public sealed class Late : IDisposable
        {
            private PluginContext _context = null!;
            private IJournal _journal = null!;
            public static void Begin(PluginContext context, IJournal journal) => context.Own(new Late { _context = context, _journal = journal });
            public void Dispose() => _journal.Write(string.Join(" ", Try(() => _context.Own(this)), Try(() => _context.Run(_ => Task.CompletedTask)), Try(() => _context.Register(default, () => { }))));
            private static string Try(Action action) { try { action(); return "taken"; } catch (Exception e) { return e.GetType().Name; } }
        }
        """);
}
