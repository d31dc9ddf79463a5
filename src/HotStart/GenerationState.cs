namespace HotStart;

/// <summary>Where a generation stands in its life.</summary>
public enum GenerationState
{
    /// <summary>Loaded and being checked and started; nobody calls it.</summary>
    Candidate,

    /// <summary>In the live set: new calls run it.</summary>
    Active,

    /// <summary>Replaced, but kept ready for a rollback by pointer.</summary>
    Warm,

    /// <summary>Retired; calls that began on it are still running.</summary>
    Draining,

    /// <summary>Retired and still leased after the drain limit.</summary>
    Lingering,

    /// <summary>No lease left; being stopped and disposed.</summary>
    Stopping,

    /// <summary>Unloading was asked for; waiting for the proof.</summary>
    Unloading,

    /// <summary>Gone, and proven gone.</summary>
    Unloaded,

    /// <summary>No lease left, yet kept in memory by a reference.</summary>
    Leaked,
}
