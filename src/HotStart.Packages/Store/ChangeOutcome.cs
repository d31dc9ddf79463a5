namespace HotStart.Packages.Store;

/// <summary>How a change of a store ended.</summary>
public enum ChangeOutcome
{
    /// <summary>Done, and on the disk.</summary>
    Done,

    /// <summary>There was nothing to do.</summary>
    Unchanged,

    /// <summary>Only planned.</summary>
    Planned,

    /// <summary>Refused, by the store or by the running host; what was active is active.</summary>
    Refused,
}
