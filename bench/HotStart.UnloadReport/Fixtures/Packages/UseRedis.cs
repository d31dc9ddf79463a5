// StackExchange.Redis: multiplexer that cannot connect, disposed
// uses: StackExchange.Redis
using StackExchange.Redis;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync("127.0.0.1:1,abortConnect=false,connectTimeout=200,connectRetry=1");
        _ = redis.GetDatabase().Multiplexer.IsConnected;
    }
}
