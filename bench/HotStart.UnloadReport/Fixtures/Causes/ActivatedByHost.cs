// ActivatorUtilities over the host's services
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = ActivatorUtilities.CreateInstance<Foo>(host);
        _ = ActivatorUtilities.CreateFactory<Foo>([]);
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
