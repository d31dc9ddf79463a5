// ThreadLocal<Foo> on a thread of the pool
public static class Fixture
{
    private static readonly ThreadLocal<Foo> _foo = new(() => new Foo());

    public static Task RunAsync(IServiceProvider host)
    {
        _foo.Value!.Number++;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
