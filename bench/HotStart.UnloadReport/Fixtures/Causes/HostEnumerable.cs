// IEnumerable<Foo> from the host's container
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = host.GetServices<Foo>().Count();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
