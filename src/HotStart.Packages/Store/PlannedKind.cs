namespace HotStart.Packages.Store;

/// <summary>What a change does to a plugin.</summary>
public enum PlannedKind
{
    /// <summary>It is new.</summary>
    Install,

    /// <summary>It gets a higher version.</summary>
    Update,

    /// <summary>It gets a lower version.</summary>
    Downgrade,

    /// <summary>It keeps its version and gets other settings.</summary>
    Settings,

    /// <summary>It leaves.</summary>
    Remove,
}
