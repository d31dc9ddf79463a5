using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HotStart.Packages.Store;

/// <summary>Statements with their values: <c>@0</c>, <c>@1</c> … in order.</summary>
internal static class Sql
{
    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public static int Run(SqliteConnection connection, string text, params object?[] values)
    {
        using SqliteCommand command = Command(connection, text, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The number that a statement gives.</summary>
    public static long Number(SqliteConnection connection, string text, params object?[] values)
    {
        using SqliteCommand command = Command(connection, text, values);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>All rows that a statement gives.</summary>
    public static List<T> Rows<T>(SqliteConnection connection, string text, Func<SqliteDataReader, T> read, params object?[] values)
    {
        using SqliteCommand command = Command(connection, text, values);
        using SqliteDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) =>
        DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static SqliteCommand Command(SqliteConnection connection, string text, object?[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@{i}"), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
