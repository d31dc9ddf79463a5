using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>
/// The database of a store. A transaction of it is where a change happens: before it nothing has, after it all has and is on
/// the disk. Safe for use by several threads; several processes take turns.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _free = [];
    private readonly StorePaths _paths;
    private readonly string _writing;
    private readonly int _patience;
    private readonly StoreException? _hasNoRoom;
    private volatile string _connectionString;
    private volatile bool _disposed;

    private StoreDatabase(StorePaths paths, TimeSpan patience, SqliteOpenMode mode, bool isImmutable, StoreException? hasNoRoom = null)
    {
        _paths = paths;
        _patience = (int)patience.TotalMilliseconds;
        _hasNoRoom = hasNoRoom;
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = paths.Database,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(patience.TotalSeconds)),
        };
        _writing = builder.ToString();
        builder.Mode = mode;
        builder.DataSource = isImmutable ? $"file:{Uri.EscapeDataString(paths.Database).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1" : paths.Database;
        _connectionString = builder.ToString();
    }

    /// <summary>Whether nothing can be written, or could be when it was last tried.</summary>
    public bool IsReadOnly => _connectionString != _writing;

    /// <summary>Opens the database, makes it where there is none, brings its tables up to date.</summary>
    /// <exception cref="StoreException">It cannot be.</exception>
    public static StoreDatabase Open(StorePaths paths, TimeSpan patience)
    {
        StoreDatabase database = new(paths, patience, SqliteOpenMode.ReadWriteCreate, isImmutable: false);
        try
        {
            if (!File.Exists(paths.Database) || database.Read(Version) == 0)
            {
                database.Prepare();
            }

            database.RequireKnown(database.Read(Version));
            return database;
        }
        catch (StoreException e) when (e.Code is StoreReasons.ReadOnly or StoreReasons.DiskFull && File.Exists(paths.Database))
        {
            database.Dispose();
            return OpenToRead(paths, patience, e.Code == StoreReasons.DiskFull ? e : null);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is full, and not forbidden, that keeps it from being written.</summary>
    public bool HasNoRoom => IsReadOnly && _hasNoRoom is not null;

    /// <summary>Whether something can be written. A store that was opened on a full disk, where not even its log had room, may be by now.</summary>
    public bool CanWrite()
    {
        if (!IsReadOnly || _hasNoRoom is null)
        {
            return !IsReadOnly;
        }

        try
        {
            using SqliteConnection probe = new(_writing);
            probe.Open();
            Version(probe);
        }
        catch (SqliteException)
        {
            return false;
        }

        _connectionString = _writing;
        return true;
    }

    /// <summary>Looks something up.</summary>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        SqliteConnection connection = Rent("reading");
        bool isFit = false;
        try
        {
            using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
            T result = work(connection);
            snapshot.Commit();
            isFit = true;
            return result;
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            throw StoreErrors.Explain(e, "reading", _paths);
        }
        finally
        {
            Return(connection, isFit);
        }
    }

    /// <summary>Changes something: all of it or, where it throws, nothing. What returned is on the disk.</summary>
    /// <param name="doing">What is being done, for errors.</param>
    /// <param name="work">Writes the rows.</param>
    public T Write<T>(string doing, Func<SqliteConnection, T> work)
    {
        if (!CanWrite() && _hasNoRoom is { InnerException: { } full })
        {
            throw StoreErrors.Explain(full, doing, _paths);
        }

        SqliteConnection connection = Rent(doing);
        bool isFit = false;
        try
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            T result = work(connection);
            Sql.Run(connection, "UPDATE state SET changes = changes + 1");
            FaultPoints.Reach(FaultPoint.BeforeCommit);
            transaction.Commit();
            isFit = true;
            FaultPoints.Reach(FaultPoint.RowsCommitted);
            Signal();
            return result;
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            throw StoreErrors.Explain(e, doing, _paths);
        }
        finally
        {
            Return(connection, isFit);
        }
    }

    /// <summary>The database's own look at itself: what is wrong, or nothing.</summary>
    public IReadOnlyList<string> Examine() => Read(connection =>
        Sql.Rows(connection, "PRAGMA integrity_check", r => r.GetString(0)).Where(line => line != "ok").ToArray());

    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out SqliteConnection? connection))
        {
            connection.Dispose();
        }
    }

    private static StoreDatabase OpenToRead(StorePaths paths, TimeSpan patience, StoreException? hasNoRoom)
    {
        // Where the log of a writer is left, it counts; else nobody can be writing, and the file alone is all there is. An empty log is
        // what the try to open it left on a full disk.
        StoreDatabase database = new(paths, patience, SqliteOpenMode.ReadOnly, isImmutable: new FileInfo(paths.Database + "-wal") is not { Exists: true, Length: > 0 }, hasNoRoom);
        try
        {
            database.RequireKnown(database.Read(Version));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // The database's own files are written before the change can be seen: who looked then would look too early.
    private void Signal()
    {
        try
        {
            using FileStream signal = new(_paths.Signal, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 0);
            signal.WriteByte(0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The change is done. Who follows the store looks at it now and then in any case.
        }
    }

    private static int Version(SqliteConnection connection) => (int)Sql.Number(connection, "PRAGMA user_version");

    private void RequireKnown(int version)
    {
        if (version != Schema.Steps.Length)
        {
            throw new StoreException(StoreReasons.Newer, $"The store '{_paths.Root}' has tables of version {version}; this HotStart knows up to {Schema.Steps.Length}. Use the newer HotStart that wrote it.");
        }
    }

    private void Prepare()
    {
        SqliteConnection connection = Rent("making the store");
        try
        {
            Sql.Run(connection, "PRAGMA journal_mode = WAL");
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            for (int version = Version(connection); version < Schema.Steps.Length; version++)
            {
                Sql.Run(connection, Schema.Steps[version]);
                Sql.Run(connection, $"PRAGMA user_version = {version + 1}");
            }

            transaction.Commit();
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            throw StoreErrors.Explain(e, "making the store", _paths);
        }
        finally
        {
            Return(connection, isFit: true);
        }

        Durable.FlushFolder(_paths.Root);
    }

    private SqliteConnection Rent(string doing)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        string wanted = _connectionString;
        while (_free.TryTake(out SqliteConnection? free))
        {
            if (free.ConnectionString == wanted)
            {
                return free;
            }

            free.Dispose();
        }

        SqliteConnection connection = new(wanted);
        try
        {
            connection.Open();
            Sql.Run(connection, $"PRAGMA busy_timeout = {_patience}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            return connection;
        }
        catch (Exception e) when (StoreErrors.IsOfDisk(e))
        {
            connection.Dispose();
            throw StoreErrors.Explain(e, doing, _paths);
        }
    }

    private void Return(SqliteConnection connection, bool isFit)
    {
        // One that failed may still hold an open transaction.
        if (isFit && !_disposed)
        {
            _free.Add(connection);
        }
        else
        {
            connection.Dispose();
        }
    }
}
