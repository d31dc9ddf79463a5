// JsonSerializer by reflection
using System.Text.Json;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = JsonSerializer.Deserialize<Foo>(JsonSerializer.Serialize(new Foo()));
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
