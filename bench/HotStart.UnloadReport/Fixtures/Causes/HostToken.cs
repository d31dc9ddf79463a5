// registration on a token of the host
// held: token-registration
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        host.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => { });
        return Task.CompletedTask;
    }
}
