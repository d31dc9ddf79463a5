using HotStart.Testing;

namespace HotStart.Tests.Testing;

public sealed class EventLogTests
{
    [Fact]
    public async Task NextAsync_EventComesLater_ReturnsItAndSkipsOthers()
    {
        EventLog<string> log = new();
        Task<string> wait = log.NextAsync(s => s == "b");
        Assert.False(wait.IsCompleted);

        log.Add("a");
        log.Add("b");
        log.Add("c");

        Assert.Equal("b", await wait);
        Assert.Equal("c", await log.NextAsync());
        Assert.Equal(["a", "b", "c"], log.All);
    }

    [Fact]
    public async Task NextAsync_NothingFitsInTime_ListsWhatCame()
    {
        EventLog<string> log = new();
        log.Add("apple");

        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(
            () => log.NextAsync(s => s == "pear", limit: TimeSpan.FromMilliseconds(1)));

        Assert.Contains("apple", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextAsync_Cancelled_SaysCancelled()
    {
        using CancellationTokenSource source = new();
        Task<int> wait = new EventLog<int>().NextAsync(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task LimitAsync_TaskThatNeverEnds_NamesIt()
    {
        TaskCompletionSource never = new();

        TimeoutException e = await Assert.ThrowsAsync<TimeoutException>(
            () => never.Task.LimitAsync(TimeSpan.FromMilliseconds(1)));

        Assert.Contains("never.Task", e.Message, StringComparison.Ordinal);
    }
}
