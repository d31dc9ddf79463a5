using System.Collections.Concurrent;
using HotStart.Fixtures;
using HotStart.Testing;
using Plugins.Contracts;

namespace HotStart.Scenarios;

/// <summary>Promise 2: swapping under any load loses no call and fails none.</summary>
public sealed class NothingLost
{
    private static readonly int _swaps = Stress.IsOn ? 1000 : 30;

    [Fact]
    public async Task Load_OfEveryKindFromTwoThreads_NoCallIsLostFailedOrMixed()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        Plugin plugin = ground.Host["probe"];
        await using Load load = new(
            plugin.Lookup<Func<int>>("Answer"),
            plugin.Lookup<Func<string>>("Pair"),
            plugin.Lookup<Func<ValueTask<int>>>("YieldAsync"),
            plugin.Lookup<Func<int, IAsyncEnumerable<int>>>("Stream"),
            plugin.Get<IText>());

        for (int version = 2; version <= _swaps; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
            load.Published(version);
            await load.ProgressAsync();
        }

        await load.EndAsync();
        Assert.Empty(load.Wrong);
        for (int generation = 1; generation < _swaps; generation++)
        {
            await ground.UnloadedAsync("probe", generation);
        }

        Assert.Equal(_swaps - 1, ground.Status("probe").UnloadedGenerations);
    }

    [Fact]
    public async Task Handles_MadeBeforeBetweenAndAfterFiftySwaps_AllRunTheNewest()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        List<Func<int>> handles = [ground.Host["probe"].Lookup<Func<int>>("Answer")];
        List<IText> contracts = [ground.Host["probe"].Get<IText>()];
        Variable<int> started = ground.Host["probe"].Lookup<Variable<int>>("Started");
        Symbol untyped = ground.Host["probe"].Lookup("Answer");

        for (int version = 2; version <= 51; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
            handles.Add(ground.Host["probe"].Lookup<Func<int>>("Probe.Answer"));
            contracts.Add(ground.Host["probe"].Get<IText>("Voice"));
            Assert.All(handles, h => Assert.Equal(version, h()));
            Assert.All(contracts, c => Assert.Equal($"{version}", c.Text()));
            Assert.Equal(version, started.Value);
            Assert.Equal(version, await untyped.InvokeAsync([]));
        }
    }

    [Fact]
    public async Task Handles_MadeWhileSwapsGoOn_NeverFailAndNeverGoStale()
    {
        await using Ground ground = await Ground.StartAsync(Probes.Probe(1));
        ConcurrentQueue<string> wrong = [];
        ConcurrentQueue<Func<int>> made = [];
        int published = 1;
        using CancellationTokenSource end = new();
        TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] makers = [.. Enumerable.Range(0, 2).Select(n => Task.Factory.StartNew(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    // Delegate types of one signature: many distinct handles, all of them new to the table.
                    int least = Volatile.Read(ref published);
                    Func<int> handle = n == 0
                        ? ground.Host["probe"].Lookup<Func<int>>("Answer")
                        : new Func<int>(ground.Host["probe"].Lookup<AnswerInt>("Probe.Answer").Invoke);
                    int answer = handle();
                    if (answer < least)
                    {
                        wrong.Enqueue($"{answer} after {least} was published");
                    }

                    if (made.Count < 2000)
                    {
                        made.Enqueue(handle);
                    }

                    running.TrySetResult();
                }
            },
            TaskCreationOptions.LongRunning))];

        await running.Task.LimitAsync();
        for (int version = 2; version <= 20; version++)
        {
            await ground.SwapAsync(Probes.Probe(version));
            Volatile.Write(ref published, version);
        }

        await end.CancelAsync();
        await Task.WhenAll(makers).LimitAsync();
        Assert.Empty(wrong);
        Assert.All(made, h => Assert.Equal(20, h()));
    }

    private delegate int AnswerInt();
}
