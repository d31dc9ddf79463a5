// service container of its own
using Microsoft.Extensions.DependencyInjection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        using ServiceProvider own = new ServiceCollection().AddSingleton<Foo>().AddOptions<Foo>().Services.BuildServiceProvider();
        _ = own.GetRequiredService<Foo>();
        _ = own.GetServices<Foo>().Count();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
