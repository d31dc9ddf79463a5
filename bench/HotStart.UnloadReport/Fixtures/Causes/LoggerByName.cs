// host's logger by name
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        host.GetRequiredService<ILoggerFactory>().CreateLogger("plugin").LogInformation("hello {Name}", "x");
        return Task.CompletedTask;
    }
}
