// Microsoft.Data.Sqlite: table in memory
// uses: Microsoft.Data.Sqlite, SQLitePCLRaw.batteries_v2
using Microsoft.Data.Sqlite;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using (SqliteConnection connection = new("Data Source=:memory:"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "create table foo (number int); insert into foo values (5); select number from foo";
            _ = command.ExecuteScalar();
        }
        return Task.CompletedTask;
    }
}
