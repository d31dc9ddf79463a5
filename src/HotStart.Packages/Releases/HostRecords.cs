using HotStart.Packages.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace HotStart.Packages.Releases;

/// <summary>
/// What a running host writes to the store, and tells. A store that cannot be written stops no plugin: what could not be
/// written is kept and tried again. Safe for use by several threads.
/// </summary>
internal sealed class HostRecords(StoreCore core, StoreHostOptions options)
{
    private const int MostKept = 1000;

    private readonly ILogger _logger = options.Host.LoggerFactory.CreateLogger("HotStart.Store");
    private readonly Lock _lock = new();
    private readonly Queue<HistoryRecord> _kept_NeedsLock = new();

    public ILogger Logger => _logger;

    /// <summary>Writes rows with a record, in one transaction.</summary>
    /// <exception cref="StoreException">It could not be written, and was not told.</exception>
    public void Write(HistoryRecord record, Action<SqliteConnection>? rows = null)
    {
        core.Database.Write(record.Request, connection =>
        {
            rows?.Invoke(connection);
            HistoryRows.Add(connection, record);
            return true;
        });
        Tell(record);
    }

    /// <summary>Writes a record that nothing depends on: at once, or when the store can be written again.</summary>
    public void Note(HistoryRecord record)
    {
        lock (_lock)
        {
            if (_kept_NeedsLock.Count < MostKept)
            {
                _kept_NeedsLock.Enqueue(record);
            }
        }

        WriteKept();
        Tell(record);
    }

    /// <summary>Writes what could not be written so far.</summary>
    public void WriteKept()
    {
        if (!core.Database.CanWrite())
        {
            return;
        }

        HistoryRecord[] kept;
        lock (_lock)
        {
            kept = [.. _kept_NeedsLock];
            _kept_NeedsLock.Clear();
        }

        if (kept.Length == 0)
        {
            return;
        }

        try
        {
            core.Database.Write("recording", connection =>
            {
                foreach (HistoryRecord record in kept)
                {
                    HistoryRows.Add(connection, record);
                }

                return true;
            });
        }
        catch (StoreException e)
        {
            StoreLog.NotWritten(_logger, e.Message);
            lock (_lock)
            {
                foreach (HistoryRecord record in kept)
                {
                    _kept_NeedsLock.Enqueue(record);
                }
            }
        }
    }

    /// <summary>Tells of a record that is written already.</summary>
    public void Tell(HistoryRecord record)
    {
        StoreLog.Recorded(_logger, record.Kind, record.Message);
        options.Recorded?.Invoke(record);
    }
}
