using HotStart.Flow;
using HotStart.Flow.Candidates;
using HotStart.Flow.Generations;
using HotStart.Flow.Unloading;
using HotStart.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Tests.Unloading;

/// <summary>Swaps that come faster than the runtime unloads are slowed down; callers never are.</summary>
public sealed class UnloadProofTests
{
    private const int VeryMany = 160;
    private const int Crowd = 40;

    private readonly object _alive = new();

    [Fact]
    public async Task WaitForRoom_FewWait_GoesOnAtOnce()
    {
        await using PluginFlow flow = PluginFlow.Begin(new PluginHostOptions { Watch = false, TimeProvider = new FakeTimeProvider() });
        await using UnloadProof proof = Proof(flow, VeryMany - 1, new WeakReference(_alive));
        Assert.True(proof.WaitForRoomAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitForRoom_VeryManyStayAlive_GoesOnWhenItsPatienceEnds()
    {
        FakeTimeProvider time = new();
        await using PluginFlow flow = PluginFlow.Begin(new PluginHostOptions { Watch = false, TimeProvider = time });
        await using UnloadProof proof = Proof(flow, VeryMany, new WeakReference(_alive));
        Task wait = proof.WaitForRoomAsync(CancellationToken.None);
        Assert.False(wait.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await wait.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WaitForRoom_CollectionsAreNotAskedFor_GoesOnAtOnce()
    {
        await using PluginFlow flow = PluginFlow.Begin(new PluginHostOptions
        {
            Watch = false, TimeProvider = new FakeTimeProvider(), UnloadProbeInterval = TimeSpan.Zero,
        });
        await using UnloadProof proof = Proof(flow, VeryMany, new WeakReference(_alive));
        Assert.True(proof.WaitForRoomAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitForRoom_VeryManyAreProvenGone_ThereIsRoomAgain()
    {
        await using PluginFlow flow = PluginFlow.Begin(new PluginHostOptions { Watch = false });
        await using UnloadProof proof = Proof(flow, VeryMany, new WeakReference(null));

        // Each wait ends with the verdicts or with its patience; only the verdicts make room.
        await RoomAsync().LimitAsync();

        async Task RoomAsync()
        {
            while (proof.WaitForRoomAsync(CancellationToken.None) is { IsCompletedSuccessfully: false } wait)
            {
                await wait;
            }
        }
    }

    [Fact]
    public async Task Verdict_ACrowdWaits_NobodyHasLeakedSoonerThanItsCollectionsTake()
    {
        await using PluginFlow flow = PluginFlow.Begin(new PluginHostOptions
        {
            Watch = false, UnloadProbeInterval = TimeSpan.FromMilliseconds(300), LeakedAfterCollections = 4,
        });
        EventLog<PluginEvent> events = new();
        using CancellationTokenSource end = new();
        Task watching = events.CollectAsync(flow.Events.WatchAsync(() => [], CancellationToken.None), end.Token);
        await using UnloadProof proof = Proof(flow, Crowd, new WeakReference(_alive));

        PluginEvent first = await events.NextAsync(e => e.Kind == PluginEventKind.Leaked);
        await end.CancelAsync();
        await watching;
        Assert.True(first.Duration >= TimeSpan.FromMilliseconds(4 * 300), $"leaked after {first.Duration}");
    }

    private static UnloadProof Proof(PluginFlow flow, int waiting, WeakReference remains)
    {
        UnloadProof proof = new(flow, NullLogger.Instance);
        PluginRecord plugin = flow.Plugins.GetOrAdd("p");
        StagedCopy staged = new("f", "/nowhere/f", "/nowhere/f/p.dll", ["p.dll"], "/nowhere/p.dll");
        for (int i = 1; i <= waiting; i++)
        {
            Generation generation = new(plugin.Slot, i, new Candidate("p", "1", staged), flow.Options.TimeProvider);
            generation.MoveTo(GenerationState.Draining);
            generation.MoveTo(GenerationState.Stopping);
            generation.MoveTo(GenerationState.Unloading);
            proof.Await(new RetiredGeneration(plugin, generation, remains, flow.Options.TimeProvider.GetTimestamp()));
        }

        return proof;
    }
}
