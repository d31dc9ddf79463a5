// Newtonsoft.Json: JObject as dynamic
// uses: Newtonsoft.Json
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        dynamic foo = Newtonsoft.Json.Linq.JObject.Parse("{ 'Number': 5 }");
        int number = foo.Number;
        _ = number;
        return Task.CompletedTask;
    }
}
