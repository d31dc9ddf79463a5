// IOptions<Foo> from the host's container
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = host.GetRequiredService<IOptions<Foo>>().Value.Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
