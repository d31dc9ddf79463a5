// Npgsql: data source, failed connection, pools cleared
// uses: Npgsql
using Npgsql;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=u;Password=p;Timeout=1"))
        {
            try
            {
                await using NpgsqlConnection connection = await source.OpenConnectionAsync();
            }
            catch (NpgsqlException)
            {
            }
        }

        NpgsqlConnection.ClearAllPools();
    }
}
