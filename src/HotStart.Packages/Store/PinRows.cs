using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>Which plugins may only be updated within a range.</summary>
internal static class PinRows
{
    public static Dictionary<string, string> All(SqliteConnection connection) =>
        Sql.Rows(connection, "SELECT plugin, range FROM pins", r => (r.GetString(0), r.GetString(1)))
            .ToDictionary(p => p.Item1, p => p.Item2, StringComparer.OrdinalIgnoreCase);

    public static void Set(SqliteConnection connection, string plugin, string? range)
    {
        Sql.Run(connection, "DELETE FROM pins WHERE plugin = @0", plugin);
        if (range is not null)
        {
            Sql.Run(connection, "INSERT INTO pins (plugin, range) VALUES (@0, @1)", plugin, range);
        }
    }
}
