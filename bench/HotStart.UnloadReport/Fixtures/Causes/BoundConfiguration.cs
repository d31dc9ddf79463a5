// configuration bound to its own class
using Microsoft.Extensions.Configuration;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Number", "5")]).Build();
        _ = configuration.Get<Foo>()!.Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
