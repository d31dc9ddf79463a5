namespace HotStart.Flow.Arrivals;

/// <summary>Whether somebody has a file open for writing.</summary>
internal enum Writers
{
    None,
    Some,

    /// <summary>The system cannot tell.</summary>
    Unknown,
}
