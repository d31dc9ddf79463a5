using HotStart.Testing;

namespace HotStart.Scenarios;

/// <summary>Start before the publish, stop after the drain; what stop does wrong holds nothing up.</summary>
public sealed class Lifecycle
{
    [Fact]
    public async Task Swap_OfALifecycle_StartsBeforeThePublishAndStopsAfterTheDrain()
    {
        await using Ground ground = await Ground.StartAsync(Alive(1));
        EventLog<string> journal = ground.Services.Journal;
        Assert.Equal("start 1", await journal.NextAsync());
        Func<Action, string> call = ground.Host["alive"].Lookup<Func<Action, string>>("Call");
        Assert.Equal("", ground.Host["alive"].Get<Plugins.Contracts.IText>().Text());
        using MidCall<string> mid = MidCall<string>.Begin(call);
        string whileStarting = "";
        ground.Services.Bell.Rung += () => whileStarting = call(() => { });

        await ground.SwapAsync(Alive(2));

        Assert.Equal("start 2", await journal.NextAsync());
        Assert.Equal("generation 1, retired False", whileStarting);
        Assert.Equal("generation 2, retired False", call(() => { }));
        Assert.Equal("generation 1, retired False", await mid.EndAsync());
        Assert.Equal("retired 1", await journal.NextAsync());
        Assert.Equal("stop 1, retired True", await journal.NextAsync());
        Assert.Equal("dispose sync 1", await journal.NextAsync());
        Assert.Equal("dispose async 1", await journal.NextAsync());
        await ground.UnloadedAsync("alive", 1);
        Assert.DoesNotContain(ground.Events.All, e => e.Kind == PluginEventKind.Faulted);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"stop says no\");", "StopAsync", "stop says no")]
    [InlineData("await new TaskCompletionSource().Task;", "StopAsync", "")]
    [InlineData("await Task.Delay(-1, cancellationToken);", "StopAsync", "")]
    public async Task Stop_ThrowsOrHangs_IsRecordedAndTheUnloadGoesOn(string body, string where, string text)
    {
        await using Ground ground = await Ground.StartAsync(
            o => o.StopLimit = TimeSpan.FromMilliseconds(150), Stopping(1, "await Task.Yield(); " + body));
        await ground.SwapAsync(Stopping(2, "await Task.Yield();"));

        PluginEvent fault = await ground.EventAsync(PluginEventKind.Faulted, "stopping", 1);

        Assert.Contains(where, fault.Message, StringComparison.Ordinal);
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, ground.Status("stopping").Faults);
        await ground.UnloadedAsync("stopping", 1);
    }

    [Fact]
    public async Task Stop_BlocksItsThread_IsRecordedAndShownAsLeaked()
    {
        await using Ground ground = await Ground.StartAsync(
            o => o.StopLimit = TimeSpan.FromMilliseconds(150), Stopping(1, "_end.WaitOne(); await Task.Yield();"));
        await ground.SwapAsync(Stopping(2, "await Task.Yield();"));
        await ground.EventAsync(PluginEventKind.Faulted, "stopping", 1);

        // Its stop stands on a thread: the generation cannot go, and that is said.
        await ground.EventAsync(PluginEventKind.Leaked, "stopping", 1);
        ground.Services.Bell.Ring();
    }

    [Theory]
    [InlineData("IDisposable", "public void Dispose() => throw new InvalidOperationException(\"dispose says no\");")]
    [InlineData("IAsyncDisposable", "public ValueTask DisposeAsync() => throw new InvalidOperationException(\"dispose says no\");")]
    public async Task Dispose_Throws_IsRecordedAndTheUnloadGoesOn(string type, string member)
    {
        await using Ground ground = await Ground.StartAsync(Text(1, $", {type}", member));
        Assert.Equal("1", ground.Host["text"].Get<Plugins.Contracts.IText>().Text());
        await ground.SwapAsync(Text(2, "", ""));

        PluginEvent fault = await ground.EventAsync(PluginEventKind.Faulted, "text", 1);
        Assert.Contains("dispose says no", fault.Message, StringComparison.Ordinal);
        await ground.UnloadedAsync("text", 1);
    }

    [Fact]
    public async Task RetiredCallback_Throws_IsRecordedAndStopStillRuns()
    {
        await using Ground ground = await Ground.StartAsync(Stopping(
            1, "_journal!.Write(\"stopped\"); await Task.Yield();", "context.Retired.Register(() => throw new InvalidOperationException(\"callback says no\"));"));
        await ground.SwapAsync(Stopping(2, "await Task.Yield();"));

        PluginEvent fault = await ground.EventAsync(PluginEventKind.Faulted, "stopping", 1);
        Assert.Contains("PluginContext.Retired", fault.Message, StringComparison.Ordinal);
        await ground.Services.Journal.NextAsync(l => l == "stopped");
        await ground.UnloadedAsync("stopping", 1);
    }

    [Fact]
    public async Task Candidate_RefusedInItsStart_IsStoppedToo()
    {
        await using Ground ground = await Ground.StartAsync(Stopping(1, "await Task.Yield();"));
        SwapResult refused = await ground.ApplyAsync(
            Stopping(2, "_journal!.Write(\"cleaned\"); await Task.Yield();", "throw new InvalidOperationException(\"no\");"));
        Assert.Equal(SwapOutcome.Refused, refused.Outcome);
        await ground.Services.Journal.NextAsync(l => l == "cleaned");
        await ground.UnloadedAsync("stopping", 2);
    }

    private static PluginSource Alive(int version) => Probes.With("alive", version, $$"""
        using HotStart;
        using HotStart.Scenarios;
        using Plugins.Contracts;

        public sealed class Alive : IPluginLifecycle, IAsyncDisposable
        {
            private static PluginContext? _context;
            private IJournal? _journal;
            public static string Call(Action inside) { inside(); return $"generation {_context!.Generation}, retired {_context.Retired.IsCancellationRequested}"; }
            public async ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                _context = context;
                _journal = (IJournal)context.Services.GetService(typeof(IJournal))!;
                await Task.Yield();
                ((HostBell)context.Services.GetService(typeof(HostBell))!).Ring();
                _journal.Write($"start {context.Generation}");
                context.Retired.Register(() => _journal.Write($"retired {context.Generation}"));
            }
            public async ValueTask StopAsync(CancellationToken cancellationToken)
            {
                await Task.Yield();
                _journal!.Write($"stop {_context!.Generation}, retired {_context.Retired.IsCancellationRequested}");
            }
            public ValueTask DisposeAsync() { _journal!.Write($"dispose async {_context!.Generation}"); return default; }
        }

        public sealed class Voice(PluginContext context) : IText, IDisposable
        {
            public string Text() => "";
            public void Dispose() => ((IJournal)context.Services.GetService(typeof(IJournal))!).Write($"dispose sync {context.Generation}");
        }
        """);

    private static PluginSource Stopping(int version, string stop, string start = "") => Probes.With("stopping", version, $$"""
        using HotStart;
        using HotStart.Scenarios;
        using Plugins.Contracts;

        public sealed class Stopping : IPluginLifecycle
        {
            private readonly ManualResetEvent _end = new(false);
            private IJournal? _journal;
            public ValueTask StartAsync(PluginContext context, CancellationToken cancellationToken)
            {
                _journal = (IJournal)context.Services.GetService(typeof(IJournal))!;
                {{(stop.Contains("_end", StringComparison.Ordinal) ? "((HostBell)context.Services.GetService(typeof(HostBell))!).Rung += () => _end.Set();" : "")}}
                {{start}}
                return default;
            }
            public async ValueTask StopAsync(CancellationToken cancellationToken) { {{stop}} }
        }
        """);

    private static PluginSource Text(int version, string types, string members) => Probes.With("text", version, $$"""
        public sealed class Voice : Plugins.Contracts.IText{{types}}
        {
            public string Text() => "{{version}}";
            {{members}}
        }
        """);
}
