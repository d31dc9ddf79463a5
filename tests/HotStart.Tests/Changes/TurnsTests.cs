using HotStart.Flow;
using HotStart.Testing;

namespace HotStart.Tests.Changes;

public sealed class TurnsTests
{
    [Fact]
    public async Task TakeAsync_SameName_WaitsForItsTurn()
    {
        Turns turns = new();
        IDisposable first = await turns.TakeAsync(["a"], CancellationToken.None);
        Task<IDisposable> second = turns.TakeAsync(["A"], CancellationToken.None);
        using IDisposable other = await turns.TakeAsync(["b"], CancellationToken.None).LimitAsync();
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.LimitAsync()).Dispose();
    }

    [Fact]
    public async Task TakeAsync_NamesInAnyOrder_NeverLockEachOtherOut()
    {
        Turns turns = new();
        int inside = 0, most = 0;
        async Task RoundAsync(string[] names)
        {
            for (int i = 0; i < 200; i++)
            {
                using IDisposable taken = await turns.TakeAsync(names, CancellationToken.None);
                most = Math.Max(most, ++inside);
                await Task.Yield();
                inside--;
            }
        }

        await Task.WhenAll(
            Task.Run(() => RoundAsync(["a", "b"])), Task.Run(() => RoundAsync(["b", "a"])), Task.Run(() => RoundAsync(["b", "b"])))
            .LimitAsync();
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task TakeAsync_Cancelled_GivesBackWhatItHad()
    {
        Turns turns = new();
        IDisposable b = await turns.TakeAsync(["b"], CancellationToken.None);
        using CancellationTokenSource cancel = new();
        Task<IDisposable> waiting = turns.TakeAsync(["a", "b"], cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        (await turns.TakeAsync(["a"], CancellationToken.None).LimitAsync()).Dispose();
        b.Dispose();
        (await turns.TakeAsync(["a", "b"], CancellationToken.None).LimitAsync()).Dispose();
    }
}
