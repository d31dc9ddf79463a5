using HotStart.Fixtures;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>SIGKILL at every step of every change: once each by default, 20 times with HOTSTART_STRESS.</summary>
public sealed class FaultPointTests
{
    private static readonly FaultPoint[] _change =
    [
        FaultPoint.LockTaken, FaultPoint.IncomingMade, FaultPoint.FilesWritten, FaultPoint.FilesFlushed, FaultPoint.ContentMoved,
        FaultPoint.ContentPlaced, FaultPoint.PackagesKept, FaultPoint.BeforeCommit, FaultPoint.Committed,
    ];

    private static readonly FaultPoint[] _move = [FaultPoint.LockTaken, FaultPoint.BeforeCommit, FaultPoint.Committed];

    private static readonly FaultPoint[] _garbage =
        [FaultPoint.LockTaken, FaultPoint.BeforeCommit, FaultPoint.GarbageChosen, FaultPoint.GarbageMoved, FaultPoint.GarbageDeleted];

    public static TheoryData<string, string> Steps => new(
    [
        .. _change.Select(p => ("install shop 1.2.0", p.ToString())),
        .. _change.Select(p => ("apply", p.ToString())),
        .. _move.Select(p => ("rollback", p.ToString())),
        .. _move.Select(p => ("commit", p.ToString())),
        .. _garbage.Select(p => ("gc", p.ToString())),
    ]);

    [Fact]
    public void Steps_NameEveryFaultPoint()
    {
        FaultPoint[] ofHosts = [FaultPoint.BeforeDecision, FaultPoint.Decided, FaultPoint.TryNoted, FaultPoint.Activated, FaultPoint.OutcomeWritten];
        Assert.Equal(Enum.GetValues<FaultPoint>().Order(), _change.Concat(_move).Concat(_garbage).Concat(ofHosts).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Kill_AtAStep_LeavesAWholeStore(string operation, string point)
    {
        for (int round = 0; round < (Stress.IsOn ? 20 : 1); round++)
        {
            using KilledStore killed = await KilledStore.MakeAsync(isProven: operation != "commit");
            using ChildStore child = ChildStore.Start(killed.Test, operation == "apply" ? $"apply {killed.Test["autumn.json"]}" : operation, Enum.Parse<FaultPoint>(point));
            await child.EndAsync();
            Assert.True(child.WasKilled, $"{operation} never came to {point}");
            await killed.RequireWholeAsync(child);
        }
    }
}
