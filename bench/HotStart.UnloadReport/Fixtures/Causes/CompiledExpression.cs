// compiled expression tree
using System.Linq.Expressions;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        Expression<Func<Foo, int>> number = f => f.Number;
        _ = number.Compile()(new Foo());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
