using HotStart.Fixtures;
using HotStart.Tests.Leases.Model;

namespace HotStart.Tests.Leases;

using static CallerOp;
using static DrainStep;

/// <summary>
/// The protocol between calls and swaps under every interleaving and every delay of stores that the memory of x64
/// allows: no caller ever runs an unloaded generation, and every replaced one is unloaded in the end. Each way of
/// breaking it is found.
/// </summary>
public sealed class CallGateModelTests(ITestOutputHelper output)
{
    private static readonly CallerOp[] _nested = [Enter, Enter, Exit, Exit];
    private static readonly CallerOp[] _twice = [Enter, Exit, Enter, Exit];
    private static readonly CallerOp[] _leased = [Enter, Lease, Exit, Release];
    private static readonly CallerOp[] _pins = [Pin, EnterPinned, Exit, Unpin];
    private static readonly CallerOp[] _callsPinned = [EnterPinned, Exit];

    [Fact]
    public void RightProtocol_NestedCallsAndLeases_NeverRunsUnloadedAndFinishes() =>
        AssertRight(_nested, _leased, swaps: 2);

    [Fact]
    public void RightProtocol_CallAfterCall_NeverRunsUnloadedAndFinishes() =>
        AssertRight(_twice, [Enter, Exit], swaps: 2);

    [Fact]
    public void RightProtocol_ThreeSwaps_NeverRunsUnloadedAndFinishes() =>
        AssertRight(Stress.IsOn ? [Enter, Exit] : _leased, Stress.IsOn ? [Enter, Exit] : [], swaps: 3);

    [Fact]
    public void RightProtocol_PinDisposedUnderCallOfOtherThread_NeverRunsUnloadedAndFinishes() =>
        AssertRight(_pins, _callsPinned, swaps: 2);

    [Fact]
    public void RightProtocol_LeaseTakenThroughPin_NeverRunsUnloadedAndFinishes() =>
        AssertRight(_pins, [EnterPinned, Lease, Exit, Release], swaps: 1);

    [Fact]
    public void NoSecondReadByCaller_IsFound() =>
        AssertFound("runs generation 1", [Enter, Exit], [], GateProtocol.Right with { CallerReadsAgain = false });

    [Fact]
    public void NoBarrier_IsFound() =>
        AssertFound("runs generation 1", [Enter, Exit], [], GateProtocol.Right with
        {
            AfterPublish = [AwaitPins, AwaitFrames, CloseLeases, AwaitLeases, Unload],
        });

    [Fact]
    public void LookBeforePublish_IsFound() =>
        AssertFound("runs generation 1", [Enter, Exit], [], GateProtocol.Right with
        {
            BeforePublish = [DrainStep.Barrier, AwaitFrames],
            AfterPublish = [AwaitPins, CloseLeases, AwaitLeases, Unload],
        });

    [Fact]
    public void LeasesClosedBeforeLookAtFrames_IsFound() =>
        AssertFound("refused a lease inside a call", _leased, [], GateProtocol.Right with
        {
            AfterPublish = [AwaitPins, DrainStep.Barrier, CloseLeases, AwaitLeases, AwaitFrames, Unload],
        });

    [Fact]
    public void LeasesAwaitedBeforeFramesAndNeverClosed_IsFound() =>
        AssertFound("has a lease on generation 1", _leased, [], GateProtocol.Right with
        {
            AfterPublish = [AwaitPins, CloseLeases, AwaitLeases, DrainStep.Barrier, AwaitFrames, Unload],
            ClosedCountRefuses = false,
        });

    [Fact]
    public void PinTakenOnClosedCount_IsFound() =>
        AssertFound("has a pin on generation 1", _pins, [], GateProtocol.Right with { ClosedCountRefuses = false });

    [Fact]
    public void FramesLookedAtBeforePinsAreGone_IsFound() =>
        AssertFound("runs generation 1", _pins, _callsPinned, GateProtocol.Right with
        {
            AfterPublish = [DrainStep.Barrier, AwaitFrames, AwaitPins, CloseLeases, AwaitLeases, Unload],
        });

    [Fact]
    public void BarrierBeforePinsAreGone_IsFound() =>
        AssertFound("runs generation 1", _pins, _callsPinned, GateProtocol.Right with
        {
            AfterPublish = [DrainStep.Barrier, AwaitPins, AwaitFrames, CloseLeases, AwaitLeases, Unload],
        });

    [Fact]
    public void PinGivenBackBeforePinnedSetIsEmptied_IsFound() =>
        AssertFound("runs generation 1", _pins, _callsPinned, GateProtocol.Right with { UnpinEmptiesFirst = false });

    [Fact]
    public void CallThatNeverEnds_LeavesItsGenerationUndrained()
    {
        Exploration found = new GateModel([Enter], [], swaps: 2, GateProtocol.Right).Explore();

        Assert.Contains("never finished", found.Fault, StringComparison.Ordinal);
    }

    private void AssertRight(CallerOp[] first, CallerOp[] second, int swaps)
    {
        Exploration found = new GateModel(first, second, swaps, GateProtocol.Right).Explore();

        output.WriteLine($"{found.States} states");
        Assert.Null(found.Fault);
        Assert.True(found.States > 1_000, $"only {found.States} states: the model does not move");
    }

    private void AssertFound(string fault, CallerOp[] first, CallerOp[] second, GateProtocol broken)
    {
        Exploration found = new GateModel(first, second, swaps: 2, broken).Explore();
        output.WriteLine($"{found.States} states. {found.Fault}");
        Assert.Contains(fault, found.Fault, StringComparison.Ordinal);

        // The breakage and nothing else is to blame.
        Assert.Null(new GateModel(first, second, swaps: 2, GateProtocol.Right).Explore().Fault);
    }
}
