// IHttpClientFactory in its own container, disposed
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using ServiceProvider own = new ServiceCollection().AddHttpClient("foo").AddHttpMessageHandler(() => new Handler()).Services.BuildServiceProvider();
        using HttpClient client = own.GetRequiredService<IHttpClientFactory>().CreateClient("foo");
        return Task.CompletedTask;
    }
}

public sealed class Handler : DelegatingHandler;
