using Microsoft.Data.Sqlite;
using Plugins.Contracts;

namespace Plugins.WithSqlite;

/// <summary>Answers with the version of the native library that it really runs on.</summary>
public sealed class SqliteText : IText
{
    public static string SqliteVersion()
    {
        using SqliteConnection connection = new("Data Source=:memory:;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "select sqlite_version()";
        return (string)command.ExecuteScalar()!;
    }

    public string Text() => SqliteVersion();
}
