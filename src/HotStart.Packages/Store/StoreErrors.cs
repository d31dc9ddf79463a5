using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>Turns what disks and databases throw into words.</summary>
internal static class StoreErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteNotADatabase = 26;

    // The index of the log could not be made as large as it is to be.
    private const int SqliteSharedMemorySize = 4874;

    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int QuotaExceeded = 122;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether it is an error that <see cref="Explain"/> has words for.</summary>
    public static bool IsOfDisk(Exception e) => e is SqliteException or IOException or UnauthorizedAccessException;

    /// <param name="e">What was thrown.</param>
    /// <param name="doing">What was being done, as in "the change".</param>
    /// <param name="paths">The store.</param>
    public static StoreException Explain(Exception e, string doing, StorePaths paths)
    {
        string code = CodeOf(e);
        string what = code switch
        {
            StoreReasons.Busy => "another process is writing to it. Wait for it, or end it, and try again",
            StoreReasons.DiskFull => "its disk, or what this user may use of it, is full. Make room (hotstart gc may help) and try again",
            StoreReasons.ReadOnly => "it may not be written here. Give this user the right to write there, or name another store",
            StoreReasons.Damaged => "its database is damaged. 'hotstart verify' tells more; the files of the versions are in its folder 'content'",
            _ => "it could not be read or written",
        };
        return new StoreException(code, $"The store '{paths.Root}': {doing} failed, and nothing was changed: {what}. ({e.Message})", e);
    }

    private static string CodeOf(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => StoreReasons.Busy,
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteSharedMemorySize } => StoreReasons.DiskFull,
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCannotOpen } => StoreReasons.ReadOnly,
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } => StoreReasons.Damaged,
        SqliteException { SqliteErrorCode: SqliteIoError } => StoreReasons.Unreadable,
        IOException { HResult: NoSpace or FileTooLarge or QuotaExceeded or WindowsDiskFull } => StoreReasons.DiskFull,
        IOException { HResult: ReadOnlyFileSystem } => StoreReasons.ReadOnly,
        IOException { InnerException: System.ComponentModel.Win32Exception { NativeErrorCode: NoSpace or QuotaExceeded } } => StoreReasons.DiskFull,
        UnauthorizedAccessException => StoreReasons.ReadOnly,
        _ => StoreReasons.Unreadable,
    };
}
