// Dapper over SQLite
// uses: Dapper, Microsoft.Data.Sqlite, SQLitePCLRaw.batteries_v2
using Dapper;
using Microsoft.Data.Sqlite;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        _ = connection.Query<Foo>("select 5 as Number, @text as Text", new { text = "x" }).Single().Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
