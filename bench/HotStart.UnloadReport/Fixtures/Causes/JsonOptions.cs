// JsonSerializer with options of its own
using System.Text.Json;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = JsonSerializer.Deserialize<List<Foo>>("[{}]", new JsonSerializerOptions { PropertyNameCaseInsensitive = true });
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
