using HotStart.Flow.Leases;

namespace HotStart.Tests.Leases;

public sealed class LeaseCountTests
{
    [Fact]
    public void Close_NobodyInside_DrainsAtOnceAndLetsNobodyIn()
    {
        LeaseCount leases = new();
        Assert.False(leases.Drained.IsCompleted);

        leases.Close();
        leases.Close();

        Assert.True(leases.Drained.IsCompletedSuccessfully);
        Assert.False(leases.TryAcquire());
        Assert.Equal(0, leases.Count);
    }

    [Fact]
    public void Close_SomebodyInside_DrainsWithLastRelease()
    {
        LeaseCount leases = new();
        Assert.True(leases.TryAcquire());
        Assert.True(leases.TryAcquire());

        leases.Close();
        leases.Release();
        Assert.False(leases.Drained.IsCompleted);
        Assert.Equal(1, leases.Count);
        leases.Release();

        Assert.True(leases.Drained.IsCompletedSuccessfully);
    }

    [Fact]
    public void Release_LastOneBeforeClose_DoesNotDrain()
    {
        LeaseCount leases = new();
        Assert.True(leases.TryAcquire());
        leases.Release();

        Assert.False(leases.Drained.IsCompleted);
        Assert.True(leases.TryAcquire());
    }

    /// <summary>The real object, every order of two users and two closers, against what it should answer.</summary>
    [Fact]
    public void EveryOrderOfOperations_AnswersLikeModel()
    {
        const string User = "ARAR";
        const string Closer = "C";

        int orders = LeaseCountOrders.CheckAll([User, User, Closer, Closer]);

        Assert.Equal(6_300, orders);
    }

    [Fact]
    public void EveryOrderOfOperations_SeveralLeasesAtOnce_AnswersLikeModel() =>
        Assert.Equal(3_780, LeaseCountOrders.CheckAll(["AARR", "AR", "AR", "C"]));
}
