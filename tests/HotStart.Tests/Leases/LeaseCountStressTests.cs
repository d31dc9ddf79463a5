using HotStart.Fixtures;
using HotStart.Flow.Leases;

namespace HotStart.Tests.Leases;

/// <summary>The count under real threads.</summary>
public sealed class LeaseCountStressTests
{
    [Fact]
    public void DrainedCount_ManyUsersAndOneCloser_NobodyInsideAndNobodyComes() => Stress.Repeat(() =>
    {
        LeaseCount leases = new();
        int inside = 0;
        int violations = 0;
        using Barrier start = new(3);
        Thread[] users = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            while (leases.TryAcquire())
            {
                Interlocked.Increment(ref inside);
                if (leases.Drained.IsCompleted)
                {
                    Interlocked.Increment(ref violations);
                }

                Interlocked.Decrement(ref inside);
                leases.Release();
            }
        }))];
        Array.ForEach(users, user => user.Start());
        start.SignalAndWait();
        Thread.Yield();
        leases.Close();
        Array.ForEach(users, user => user.Join());

        Assert.Equal(0, violations);
        Assert.Equal(0, inside);
        Assert.Equal(0, leases.Count);
        Assert.True(leases.Drained.IsCompletedSuccessfully);
    });
}
