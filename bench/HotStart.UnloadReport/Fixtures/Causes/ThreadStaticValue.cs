// thread-static field of its own
public static class Fixture
{
    [ThreadStatic]
    private static Foo? _foo;

    public static Task RunAsync(IServiceProvider host)
    {
        _foo = new Foo();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
