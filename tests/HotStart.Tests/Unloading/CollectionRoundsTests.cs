using HotStart.Flow.Unloading;
using Microsoft.Extensions.Time.Testing;

namespace HotStart.Tests.Unloading;

/// <summary>Only collections that a generation could have gone with are held against it.</summary>
public sealed class CollectionRoundsTests : IDisposable
{
    private static readonly TimeSpan _apart = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _finalizersMayEnd = new();
    private int _waits;

    public void Dispose() => _finalizersMayEnd.Set();

    [Fact]
    public async Task Look_ManyCollectionsInShortTime_CountAsOne()
    {
        _finalizersMayEnd.Set();
        CollectionRounds rounds = Rounds();
        for (int i = 0; i < 8; i++)
        {
            Collect();
            _time.Advance(TimeSpan.FromMilliseconds(20));
            rounds.Look();
        }

        Assert.Equal(0, rounds.Completed);
        _time.Advance(_apart);
        await CompleteAsync(rounds, 1);
    }

    [Fact]
    public async Task Look_FinalizersHaveNotRunYet_DoesNotCount()
    {
        CollectionRounds rounds = Rounds();
        Collect();
        rounds.Look();
        _time.Advance(TimeSpan.FromSeconds(3));
        rounds.Look();
        Assert.Equal(0, rounds.Completed);

        _finalizersMayEnd.Set();
        await CompleteAsync(rounds, 1);
    }

    [Fact]
    public void Look_FinalizersHang_GoesOnWithoutThemAndSaysSo()
    {
        CollectionRounds rounds = Rounds();
        Collect();
        rounds.Look();
        Assert.False(rounds.AreFinalizersStuck);
        _time.Advance(TimeSpan.FromSeconds(5));
        rounds.Look();
        Collect();
        _time.Advance(_apart);
        rounds.Look();

        Assert.Equal(2, rounds.Completed);
        Assert.True(rounds.AreFinalizersStuck);
        SpinWait.SpinUntil(() => Volatile.Read(ref _waits) > 0);
        Assert.Equal(1, _waits); // each wait is a blocked thread
    }

    [Fact]
    public void Restart_ACollectionWasBefore_DoesNotCount()
    {
        CollectionRounds rounds = Rounds();
        Collect();
        _time.Advance(_apart);
        rounds.Restart();
        rounds.Look();
        Assert.Equal(0, rounds.Completed);
    }

    private CollectionRounds Rounds() => new(_time, _apart, () =>
    {
        Interlocked.Increment(ref _waits);
        _finalizersMayEnd.Wait();
    });

    private static void Collect() => GC.Collect(2, GCCollectionMode.Forced, blocking: true);

    private static async Task CompleteAsync(CollectionRounds rounds, int count)
    {
        // The finalizers' thread ends when it gets a processor; the clock of the rounds stands still.
        using PeriodicTimer pace = new(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        for (int i = 0; i < 6000 && rounds.Completed < count; i++)
        {
            await pace.WaitForNextTickAsync();
            rounds.Look();
        }

        Assert.Equal(count, rounds.Completed);
    }
}
