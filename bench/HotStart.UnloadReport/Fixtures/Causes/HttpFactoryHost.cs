// HttpClient from the host's factory
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using HttpClient client = host.GetRequiredService<IHttpClientFactory>().CreateClient("foo");
        client.DefaultRequestHeaders.Add("x", "y");
        return Task.CompletedTask;
    }
}
