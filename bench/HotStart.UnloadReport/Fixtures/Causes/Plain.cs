// nothing but its own code
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = new Foo { Number = 2 }.Text;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
