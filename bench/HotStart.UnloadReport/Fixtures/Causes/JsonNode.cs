// JsonNode and JsonContent with its own class
using System.Text.Json;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = JsonSerializer.SerializeToNode(new Foo())!["Number"]!.GetValue<int>();
        using System.Net.Http.Json.JsonContent content = System.Net.Http.Json.JsonContent.Create(new Foo());
        _ = content.ReadAsStream();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
