namespace HotStart.Packages.Store;

/// <summary>The places between two steps of a change where a process may die. Each is tried by the tests of crashes.</summary>
internal enum FaultPoint
{
    /// <summary>The lock is held, nothing is written.</summary>
    LockTaken,

    /// <summary>The folder for the incoming files is there, empty.</summary>
    IncomingMade,

    /// <summary>The files are written, perhaps not on the disk.</summary>
    FilesWritten,

    /// <summary>The files are on the disk, under their working name.</summary>
    FilesFlushed,

    /// <summary>The files have their final name, which may not be on the disk.</summary>
    ContentMoved,

    /// <summary>The files are in place for good; no row tells of them.</summary>
    ContentPlaced,

    /// <summary>A package is on the disk, under its working name.</summary>
    PackageCopied,

    /// <summary>The packages are kept, too.</summary>
    PackagesKept,

    /// <summary>All rows are written, the transaction is open.</summary>
    BeforeCommit,

    /// <summary>All rows are on the disk; who follows the store was not woken.</summary>
    RowsCommitted,

    /// <summary>The change is done; nobody was told.</summary>
    Committed,

    /// <summary>What is not needed was chosen.</summary>
    GarbageChosen,

    /// <summary>A folder that nobody needs lost its name, and is whole.</summary>
    GarbageMoved,

    /// <summary>Such a folder is deleted.</summary>
    GarbageDeleted,

    /// <summary>A host is about to say what it starts.</summary>
    BeforeDecision,

    /// <summary>It has said so, and runs nothing of it.</summary>
    Decided,

    /// <summary>A running host has said what it is about to try.</summary>
    TryNoted,

    /// <summary>The new code is live; nobody was told.</summary>
    Activated,

    /// <summary>The outcome is written.</summary>
    OutcomeWritten,
}
