// ILogger<Foo> from the host's container
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        host.GetRequiredService<ILogger<Foo>>().LogInformation("hello");
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
