namespace HotStart.Packages.Store;

/// <summary>The codes of reasons that come from a store. They are stable: scripts may rely on them.</summary>
public static class StoreReasons
{
    /// <summary>Another process changes the store, or a host runs on it already.</summary>
    public const string Busy = "store-busy";

    /// <summary>The disk, or what the user may use of it, is full.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>The store may not be written.</summary>
    public const string ReadOnly = "read-only";

    /// <summary>The store could not be read or written.</summary>
    public const string Unreadable = "store-unreadable";

    /// <summary>What the store holds is not what was put into it.</summary>
    public const string Damaged = "store-damaged";

    /// <summary>The store was written by a newer HotStart.</summary>
    public const string Newer = "store-newer";

    /// <summary>No feed has such a package, or none that fits.</summary>
    public const string NotFound = "not-found";

    /// <summary>The store knows no such plugin, version or release.</summary>
    public const string Unknown = "unknown";

    /// <summary>The version is older than the active one, and was not named exactly.</summary>
    public const string Downgrade = "downgrade";

    /// <summary>The plugin is pinned to another range.</summary>
    public const string Pinned = "pinned";

    /// <summary>The version is in the store with another content.</summary>
    public const string OtherContent = "other-content";

    /// <summary>This set of versions and settings was tried, and failed.</summary>
    public const string Quarantined = "quarantined";

    /// <summary>Nothing changes.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>There is nothing to go back to.</summary>
    public const string NothingToRollBackTo = ReasonCodes.NothingToRollBackTo;

    /// <summary>The process died while the release was not proven.</summary>
    public const string ProcessDied = "process-died";

    /// <summary>A plugin of the release failed outside a call before the release was proven.</summary>
    public const string Faulted = "faulted";

    /// <summary>A health check said no before the release was proven.</summary>
    public const string Unhealthy = "unhealthy";

    /// <summary>A release file does not say what it should.</summary>
    public const string BadReleaseFile = "bad-release-file";
}
