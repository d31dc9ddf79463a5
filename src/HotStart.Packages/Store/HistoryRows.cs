using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>What happened to a store. Rows are only ever added.</summary>
internal static class HistoryRows
{
    private const string Columns = "id, at, kind, plugin, release, requester, request, old_version, new_version, generation, outcome, message, ms, stages, reasons";

    public static void Add(SqliteConnection connection, HistoryRecord record) => Sql.Run(
        connection,
        "INSERT INTO history (at, kind, plugin, release, requester, request, old_version, new_version, generation, outcome, message, ms, stages, reasons) VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13)",
        Sql.Text(record.At),
        record.Kind.ToString(),
        record.PluginId,
        record.Release,
        record.Requester,
        record.Request,
        record.OldVersion,
        record.NewVersion,
        record.Generation,
        record.Outcome,
        record.Message,
        record.Duration?.TotalMilliseconds,
        JsonSerializer.Serialize(record.Stages, StoreJson.Default.ImmutableArrayStageTime),
        JsonSerializer.Serialize(record.Reasons, StoreJson.Default.ImmutableArrayReason));

    /// <summary>The latest records, newest first.</summary>
    public static ImmutableArray<HistoryRecord> Latest(SqliteConnection connection, string? plugin, int most) => plugin is null
        ? [.. Sql.Rows(connection, $"SELECT {Columns} FROM history ORDER BY id DESC LIMIT @0", Read, most)]
        : [.. Sql.Rows(connection, $"SELECT {Columns} FROM history WHERE plugin = @0 ORDER BY id DESC LIMIT @1", Read, plugin, most)];

    /// <summary>What became of a release after a record.</summary>
    public static ImmutableArray<HistoryRecord> OfRelease(SqliteConnection connection, long release, long after) =>
        [.. Sql.Rows(connection, $"SELECT {Columns} FROM history WHERE release = @0 AND id > @1 ORDER BY id", Read, release, after)];

    public static long Newest(SqliteConnection connection) => Sql.Number(connection, "SELECT coalesce(max(id), 0) FROM history");

    private static HistoryRecord Read(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        At = reader.Time(1),
        Kind = Enum.Parse<HistoryKind>(reader.GetString(2)),
        PluginId = reader.TextOrNull(3),
        Release = reader.IsDBNull(4) ? null : reader.GetInt64(4),
        Requester = reader.GetString(5),
        Request = reader.GetString(6),
        OldVersion = reader.TextOrNull(7),
        NewVersion = reader.TextOrNull(8),
        Generation = reader.IsDBNull(9) ? null : reader.GetInt32(9),
        Outcome = reader.GetString(10),
        Message = reader.GetString(11),
        Duration = reader.IsDBNull(12) ? null : TimeSpan.FromMilliseconds(reader.GetDouble(12)),
        Stages = JsonSerializer.Deserialize(reader.GetString(13), StoreJson.Default.ImmutableArrayStageTime),
        Reasons = JsonSerializer.Deserialize(reader.GetString(14), StoreJson.Default.ImmutableArrayReason),
    };
}
