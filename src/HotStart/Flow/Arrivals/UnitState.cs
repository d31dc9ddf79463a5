namespace HotStart.Flow.Arrivals;

internal enum UnitState
{
    /// <summary>As reported.</summary>
    Quiet,

    /// <summary>Changed and not settled yet.</summary>
    Pending,

    /// <summary>Settled, waiting for those that arrive with it.</summary>
    Ready,
}
