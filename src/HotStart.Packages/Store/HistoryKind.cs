namespace HotStart.Packages.Store;

/// <summary>What a record of the history is about.</summary>
public enum HistoryKind
{
    /// <summary>A plugin was installed, updated or downgraded: a new release.</summary>
    Installed,

    /// <summary>A plugin was removed: a new release.</summary>
    Removed,

    /// <summary>A set of versions and settings was applied: a new release.</summary>
    Applied,

    /// <summary>An earlier release is the active one again.</summary>
    RolledBack,

    /// <summary>A release proved itself and is permanent.</summary>
    Committed,

    /// <summary>A change was refused; nothing changed.</summary>
    Refused,

    /// <summary>A running host made a release live, or could not.</summary>
    Activated,

    /// <summary>A process died, and a try of its release was used up.</summary>
    Died,

    /// <summary>A release failed and was set aside for good.</summary>
    Quarantined,

    /// <summary>A pin was set or taken away.</summary>
    Pinned,

    /// <summary>What nobody needs was deleted.</summary>
    Cleaned,

    /// <summary>The verdict on a retired generation.</summary>
    Unloaded,

    /// <summary>A host began or ended.</summary>
    Host,
}
