// dynamic over its own class
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        dynamic foo = new Foo();
        foo.Number = 5;
        int number = foo.Number + 1;
        _ = foo.ToString() + number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
