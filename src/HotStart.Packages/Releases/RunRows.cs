using HotStart.Packages.Store;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Releases;

/// <summary>The lives of hosts: what tells after a crash what ran.</summary>
internal static class RunRows
{
    public static Run? Last(SqliteConnection connection) =>
        Sql.Rows(connection, "SELECT id, release, ended FROM runs ORDER BY id DESC LIMIT 1", r => new Run(r.GetInt64(0), r.GetInt64(1), !r.IsDBNull(2))).FirstOrDefault();

    public static long Begin(SqliteConnection connection, long release, DateTimeOffset now)
    {
        // One life is all that is ever looked at; some more are for whoever reads the database.
        Sql.Run(connection, "DELETE FROM runs WHERE id < (SELECT max(id) FROM runs) - 100");
        return Sql.Number(
            connection, "INSERT INTO runs (process, began, release) VALUES (@0, @1, @2) RETURNING id", Environment.ProcessId, Sql.Text(now), release);
    }

    /// <summary>Says what a host is about to run; a host that could not say that it began does so now. Gives the run.</summary>
    public static long Try(SqliteConnection connection, long run, long release, DateTimeOffset now) =>
        Sql.Run(connection, "UPDATE runs SET release = @1 WHERE id = @0", run, release) > 0 ? run : Begin(connection, release, now);

    public static void End(SqliteConnection connection, long run, DateTimeOffset now) =>
        Sql.Run(connection, "UPDATE runs SET ended = @1 WHERE id = @0", run, Sql.Text(now));
}
