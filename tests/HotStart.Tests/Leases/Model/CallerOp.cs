namespace HotStart.Tests.Leases.Model;

/// <summary>One thing a caller does; a caller is a short list of these.</summary>
internal enum CallerOp
{
    /// <summary>Begins a call through a handle: on the active generation.</summary>
    Enter,

    /// <summary>Begins a call through the pinned set; begins nothing once that is disposed.</summary>
    EnterPinned,

    /// <summary>Ends the innermost call.</summary>
    Exit,

    /// <summary>Takes a counted lease on the generation of the innermost call.</summary>
    Lease,

    /// <summary>Gives the counted lease back.</summary>
    Release,

    /// <summary>Pins the live set for everybody who calls through the pinned set.</summary>
    Pin,

    /// <summary>Disposes the pinned set.</summary>
    Unpin,
}
