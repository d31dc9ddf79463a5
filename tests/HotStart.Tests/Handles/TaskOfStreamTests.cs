using HotStart.Flow.Generations;

namespace HotStart.Tests.Handles;

public sealed class TaskOfStreamTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task TaskOfAsyncSequence_SwappedInMidStream_LeasesUntilRead(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.StreamAsync(until), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task TaskOfAsyncEnumerator_SwappedInMidStream_LeasesUntilDisposed(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.ReaderAsync(until), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task TaskOfSequence_SwappedInMidStream_LeasesUntilRead(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.LazyAsync(until), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task TaskOfEnumerator_SwappedInMidStream_LeasesUntilDisposed(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.WalkerAsync(until), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task ValueTaskOfAsyncSequence_SwappedInMidStream_LeasesUntilRead(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.QuickStreamAsync(until).AsTask(), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task ValueTaskOfSequence_SwappedInMidStream_LeasesUntilRead(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.QuickLazyAsync(until).AsTask(), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task TaskOfTypeParameterThatIsSequence_SwappedInMidStream_LeasesUntilRead(bool complete) =>
        LeasesUntilReadAsync(complete, (s, until) => s.EchoAsync(Lazy, until), ReadAsync);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TaskOfSequence_NothingToLease_LeasesOnlyUntilDone(bool complete)
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Streams(2));
        IStreams streams = world.Get<IStreams>();
        TaskCompletionSource until = new();
        Task wait = complete ? Task.CompletedTask : until.Task;
        Task<IEnumerable<int>> whole = streams.WholeAsync(wait);
        Task<IEnumerable<int>> none = streams.NoneAsync(wait);
        Task<IEnumerable<int>> fail = streams.FailAsync(wait);
        Task<int> number = streams.EchoAsync(() => 7, wait);
        world.Swap(Sources.Streams(3));
        old.Leases.Close();
        until.SetResult();

        Assert.Equal([2], Assert.IsType<List<int>>(await whole));
        Assert.Null(await none);
        FormatException error = await Assert.ThrowsAsync<FormatException>(() => fail);
        Assert.Contains("Streams.FailAsync", error.StackTrace);
        Assert.Equal(7, await number);
        Assert.False(whole.GetType().IsCollectible);
        Assert.Equal(0, old.Leases.Count);
        await old.Leases.Drained.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    [Fact]
    public async Task TaskOfSequence_EnumeratedAgain_TakesItsOwnLeaseUntilRetired()
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Streams(2));
        IEnumerable<int> lazy = await world.Get<IStreams>().LazyAsync(Task.CompletedTask);
        Assert.Equal([0, 2, 4], lazy);
        Assert.Equal([0, 2, 4], lazy);
        Assert.Equal(0, old.Leases.Count);
        old.Leases.Close();

        Assert.Contains("retired", Assert.Throws<InvalidOperationException>(() => lazy.GetEnumerator()).Message);
    }

    /// <summary>The generation is retired between the call and the reading, as a swap in mid-stream does it.</summary>
    private static async Task LeasesUntilReadAsync<T>(bool complete, Func<IStreams, Task, Task<T>> call, Func<T, Action, Task<List<int>>> read)
    {
        using HandleWorld world = new();
        Generation old = world.Swap(Sources.Streams(2));
        TaskCompletionSource until = new();
        Task<T> task = call(world.Get<IStreams>(), complete ? Task.CompletedTask : until.Task);
        world.Swap(Sources.Streams(3));
        old.Leases.Close();
        until.SetResult();
        T stream = await task;
        int looks = 0;

        List<int> seen = await read(stream, () =>
        {
            looks++;
            Assert.Equal(1, old.Leases.Count);
            Assert.False(old.Leases.Drained.IsCompleted);
        });

        Assert.Equal([0, 2, 4], seen);
        Assert.Equal(3, looks);
        Assert.Equal(0, old.Leases.Count);
        await old.Leases.Drained.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    private static IEnumerable<int> Lazy()
    {
        for (int i = 0; i < 3; i++)
        {
            yield return i * 2;
        }
    }

    private static async Task<List<int>> ReadAsync(IAsyncEnumerable<int> stream, Action look)
    {
        List<int> seen = [];
        await foreach (int value in stream)
        {
            look();
            seen.Add(value);
        }

        return seen;
    }

    private static async Task<List<int>> ReadAsync(IAsyncEnumerator<int> stream, Action look)
    {
        List<int> seen = [];
        await using (stream)
        {
            while (await stream.MoveNextAsync())
            {
                look();
                seen.Add(stream.Current);
            }
        }

        return seen;
    }

    private static Task<List<int>> ReadAsync(IEnumerable<int> stream, Action look) => ReadAsync(stream.GetEnumerator(), look);

    private static Task<List<int>> ReadAsync(IEnumerator<int> stream, Action look)
    {
        List<int> seen = [];
        using (stream)
        {
            while (stream.MoveNext())
            {
                look();
                seen.Add(stream.Current);
            }
        }

        return Task.FromResult(seen);
    }
}
