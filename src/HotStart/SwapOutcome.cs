namespace HotStart;

/// <summary>How a change ended.</summary>
public enum SwapOutcome
{
    /// <summary>New code is live.</summary>
    Swapped,

    /// <summary>The artifact holds what is active already; nothing was done.</summary>
    Unchanged,

    /// <summary>The candidate was refused; what was active before still is.</summary>
    Refused,

    /// <summary>An earlier generation is live again.</summary>
    RolledBack,

    /// <summary>The plugin was taken out of the live set.</summary>
    Removed,
}
