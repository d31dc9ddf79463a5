// Mapster: Adapt
// uses: Mapster
using Mapster;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = new Foo().Adapt<Bar>().Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }

public sealed class Bar { public int Number { get; set; } }
