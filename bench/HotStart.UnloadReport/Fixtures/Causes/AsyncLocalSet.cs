// AsyncLocal set in the caller's context
public static class Fixture
{
    private static readonly AsyncLocal<Foo> _foo = new();

    public static Task RunAsync(IServiceProvider host)
    {
        _foo.Value = new Foo();
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
