// dynamic over ExpandoObject
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        dynamic foo = new System.Dynamic.ExpandoObject();
        foo.Number = new Foo();
        _ = foo.Number.Text;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
