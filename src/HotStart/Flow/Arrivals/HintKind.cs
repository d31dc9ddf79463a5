namespace HotStart.Flow.Arrivals;

internal enum HintKind
{
    /// <summary>A look is due.</summary>
    Tick,

    /// <summary>Something happened at a path.</summary>
    Path,

    /// <summary>Something directly in the watched folder is gone.</summary>
    Removed,

    /// <summary>Something happened to the watched folder as a whole.</summary>
    Folder,

    /// <summary>The consumer found an artifact torn.</summary>
    LookAgain,

    /// <summary>Something happened that concerns an artifact, or more belongs to it now.</summary>
    Artifact,

    /// <summary>Anything may have happened.</summary>
    Everything,

    /// <summary>A watcher lost events or died.</summary>
    WatcherFailed,
}
