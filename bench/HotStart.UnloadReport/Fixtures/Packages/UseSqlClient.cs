// Microsoft.Data.SqlClient: failed connection, pools cleared
// uses: Microsoft.Data.SqlClient
using Microsoft.Data.SqlClient;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        try
        {
            await using SqlConnection connection = new("Server=tcp:127.0.0.1,1;User Id=u;Password=p;Connect Timeout=1;ConnectRetryCount=0;Encrypt=false");
            await connection.OpenAsync();
        }
        catch (SqlException)
        {
        }

        SqlConnection.ClearAllPools();
    }
}
