namespace HotStart.Tests.Leases.Model;

using static DrainStep;

/// <summary>
/// The protocol between callers and swaps as HotStart runs it, and the same with one thing broken. Mirrors CallGate,
/// Handle.Enter, LeaseCount, Publisher and Drain: whoever changes the order there changes it here.
/// </summary>
internal sealed record GateProtocol
{
    public static GateProtocol Right { get; } = new();

    /// <summary>Steps before the new live set is published.</summary>
    public DrainStep[] BeforePublish { get; init; } = [];

    /// <summary>Steps after it, for each retired generation on its own.</summary>
    public DrainStep[] AfterPublish { get; init; } =
        [AwaitPins, Barrier, AwaitFrames, CloseLeases, AwaitLeases, Unload];

    /// <summary>Whether a caller reads the live set again after it stored its frame.</summary>
    public bool CallerReadsAgain { get; init; } = true;

    /// <summary>Whether a closed count refuses leases and pins.</summary>
    public bool ClosedCountRefuses { get; init; } = true;

    /// <summary>Whether a pinned set is emptied before its pin is given back.</summary>
    public bool UnpinEmptiesFirst { get; init; } = true;
}
