using HotStart.Fixtures;
using HotStart.Packages.Store;

namespace HotStart.Packages.Tests.Crashes;

/// <summary>SIGKILL at every step of every change: once each by default, 20 times with HOTSTART_STRESS.</summary>
public sealed class FaultPointTests(StoreTemplates templates)
{
    private static readonly FaultPoint[] _change =
    [
        FaultPoint.LockTaken, FaultPoint.IncomingMade, FaultPoint.FilesWritten, FaultPoint.FilesFlushed, FaultPoint.ContentMoved,
        FaultPoint.ContentPlaced, FaultPoint.PackageCopied, FaultPoint.PackagesKept, FaultPoint.BeforeCommit, FaultPoint.RowsCommitted, FaultPoint.Committed,
    ];

    private static readonly FaultPoint[] _move = [FaultPoint.LockTaken, FaultPoint.BeforeCommit, FaultPoint.RowsCommitted, FaultPoint.Committed];

    private static readonly FaultPoint[] _garbage =
        [FaultPoint.LockTaken, FaultPoint.BeforeCommit, FaultPoint.RowsCommitted, FaultPoint.GarbageChosen, FaultPoint.GarbageMoved, FaultPoint.GarbageDeleted];

    private static readonly FaultPoint[] _ofHosts = [FaultPoint.BeforeDecision, FaultPoint.Decided, FaultPoint.TryNoted, FaultPoint.Activated, FaultPoint.OutcomeWritten];

    private static readonly FaultPoint[] _done =
        [FaultPoint.RowsCommitted, FaultPoint.Committed, FaultPoint.GarbageChosen, FaultPoint.GarbageMoved, FaultPoint.GarbageDeleted];

    // Passed by the pin before, too.
    private static readonly FaultPoint[] _twice = [FaultPoint.LockTaken, FaultPoint.BeforeCommit, FaultPoint.RowsCommitted];

    /// <summary>Each operation with the points that it comes to.</summary>
    internal static IEnumerable<(string Operation, FaultPoint At)> Points =>
    [
        .. _change.Select(p => ("install shop 1.2.0", p)),
        .. _change.Select(p => ("apply autumn.json", p)),
        .. _move.Select(p => ("rollback", p)),
        .. _move.Select(p => ("commit", p)),
        .. _garbage.Select(p => ("gc", p)),
    ];

    public static TheoryData<string, string> Steps => new(Points.Select(p => (p.Operation, p.At.ToString())));

    /// <summary>Whether a change is done at this point, though nobody was told.</summary>
    internal static bool IsDone(FaultPoint at) => _done.Contains(at);

    [Fact]
    public void Steps_NameEveryFaultPoint() =>
        Assert.Equal(Enum.GetValues<FaultPoint>().Order(), _change.Concat(_move).Concat(_garbage).Concat(_ofHosts).Distinct().Order());

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Kill_AtAStep_LeavesAWholeStore(string operation, string point)
    {
        FaultPoint at = Enum.Parse<FaultPoint>(point);
        bool isProven = operation != "commit";

        // The pin is reported as done by the process that is killed after: it must not be lost.
        string[] operations = ["pin till 1.*", operation];
        string[] steps = await KilledStore.StepsAsync(templates, isProven, operations);
        Assert.Equal(3, steps.Distinct().Count());
        KillTally tally = new($"`{operation.Split(' ')[0]}`", $"at `{point}`");
        for (int round = 0; round < (Stress.IsOn ? 20 : 1); round++)
        {
            await tally.AddAsync(async () =>
            {
                using KilledStore killed = await KilledStore.MakeAsync(templates, isProven);
                using ChildStore child = ChildStore.Start(killed.Test, killed.Words(operations), at, _twice.Contains(at) ? 2 : 1);
                await child.EndAsync();
                Assert.True(child.WasKilled, $"{operation} never came to {point}");
                Assert.Equal(1, child.Told);
                killed.RequireStep(steps, IsDone(at) ? 2 : 1);
                await killed.RequireWholeAsync();
                return true;
            });
        }

        tally.End();
    }
}
