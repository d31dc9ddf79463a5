using HotStart.Flow.Generations;

namespace HotStart.Tests.Handles;

public sealed class ResultTests
{
    [Fact]
    public async Task Task_NotComplete_LeasesUntilDone()
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Everything(1));
        IEverything all = world.Get<IEverything>();
        TaskCompletionSource until = new();
        Task<int> later = all.LaterAsync(until.Task);
        Task plain = all.PlainAsync(until.Task);
        ValueTask<int> quick = all.QuickAsync(5, until.Task);
        Assert.Equal(3, old.Leases.Count);

        world.Swap(Sources.Everything(2));
        old.Leases.Close();
        Assert.False(old.Leases.Drained.IsCompleted);
        until.SetResult();

        Assert.Equal(1, await later);
        await plain;
        Assert.Equal(5, await quick);
        await old.Leases.Drained.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.Equal(0, old.Leases.Count);
    }

    [Fact]
    public async Task Task_FaultsOrIsCancelled_KeepsExceptionAndToken()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(1));
        IEverything all = world.Get<IEverything>();
        TaskCompletionSource until = new();
        ValueTask fault = all.FaultAsync(until.Task);
        until.SetResult();
        FormatException error = await Assert.ThrowsAsync<FormatException>(async () => await fault);
        Assert.Contains("All.FaultAsync", error.StackTrace);

        TaskCompletionSource never = new();
        Task cancelled = all.PlainAsync(never.Task);
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        never.SetCanceled(source.Token);
        OperationCanceledException stop = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(source.Token, stop.CancellationToken);
        Assert.True(cancelled.IsCanceled);
        Assert.Equal(0, world.Active.Leases.Count);
    }

    [Fact]
    public void Task_Complete_IsPlainAndUnleased()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Everything(1));
        IEverything all = world.Get<IEverything>();

        Task plain = all.PlainAsync(Task.CompletedTask);
        Task<int> later = all.LaterAsync(Task.CompletedTask);

        Assert.Same(typeof(Task<int>), later.GetType());
        Assert.False(plain.GetType().IsCollectible);
        Assert.Equal(0, world.Active.Leases.Count);
    }

    [Fact]
    public void Sequence_Lazy_LeasesUntilEnumerated()
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Everything(3));
        IEverything all = world.Get<IEverything>();
        IEnumerable<int> lazy = all.Lazy(3);
        IEnumerable<int> linq = all.Linq(2);
        IEnumerator<int> walker = all.Walker(2);
        Assert.Equal(3, old.Leases.Count);
        Assert.IsType<List<int>>(all.Whole(1));

        world.Swap(Sources.Everything(4));
        Assert.Equal([0, 3, 6], lazy);
        Assert.Equal([0, 3], linq);
        Assert.True(walker.MoveNext());
        walker.Dispose();
        walker.Dispose();
        Assert.Equal(0, old.Leases.Count);
        Assert.Equal([0, 3, 6], lazy);
        Assert.Equal(0, old.Leases.Count);

        old.Leases.Close();
        Assert.Contains("retired", Assert.Throws<InvalidOperationException>(() => lazy.GetEnumerator()).Message);
    }

    [Fact]
    public async Task Stream_Async_LeasesUntilDisposed()
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Everything(3));
        TaskCompletionSource until = new();
        IAsyncEnumerable<int> stream = world.Get<IEverything>().StreamAsync(3, until.Task);
        Assert.Equal(1, old.Leases.Count);
        world.Swap(Sources.Everything(4));
        List<int> seen = [];
        await foreach (int value in stream)
        {
            seen.Add(value);
            Assert.Equal(1, old.Leases.Count);
            until.TrySetResult();
        }

        Assert.Equal([0, 3, 6], seen);
        Assert.Equal(0, old.Leases.Count);
        old.Leases.Close();
        Assert.Throws<InvalidOperationException>(() => stream.GetAsyncEnumerator());
    }

    [Fact]
    public void Stream_NeverEnumerated_GivesLeaseBackWhenCollected()
    {
        using HandleWorld world = new();
        Generation generation = world.Swap(Sources.Everything(3));
        Drop(world);
        Assert.Equal(2, generation.Leases.Count);

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(0, generation.Leases.Count);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Drop(HandleWorld world)
        {
            _ = world.Get<IEverything>().Lazy(1);
            _ = world.Get<IEverything>().StreamAsync(1, Task.CompletedTask);
        }
    }
}
