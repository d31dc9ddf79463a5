// EF Core with SQLite: model, insert, query
// uses: Microsoft.EntityFrameworkCore.Sqlite, Microsoft.Data.Sqlite, SQLitePCLRaw.batteries_v2
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        await using SqliteConnection connection = new("Data Source=:memory:");
        await connection.OpenAsync();
        await using (Db db = new(connection))
        {
            await db.Database.EnsureCreatedAsync();
            db.Foos.Add(new Foo { Text = "a" });
            await db.SaveChangesAsync();
            _ = await db.Foos.Where(f => f.Text == "a").Select(f => f.Number).ToListAsync();
        }
    }
}

public sealed class Foo { public int Id { get; set; } public int Number { get; set; } public string Text { get; set; } = ""; }

public sealed class Db(SqliteConnection connection) : DbContext
{
    public DbSet<Foo> Foos => Set<Foo>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite(connection);
}
