// Newtonsoft.Json: serialize and deserialize
// uses: Newtonsoft.Json
using Newtonsoft.Json;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = JsonConvert.DeserializeObject<Foo>(JsonConvert.SerializeObject(new Foo()))!.Number;
        _ = Newtonsoft.Json.Linq.JObject.FromObject(new Foo()).ToString();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
