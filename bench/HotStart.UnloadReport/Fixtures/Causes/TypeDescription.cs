// TypeDescriptor over its own class
using System.ComponentModel;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = TypeDescriptor.GetProperties(new Foo()).Count;
        _ = TypeDescriptor.GetConverter(typeof(Foo));
        _ = TypeDescriptor.GetAttributes(typeof(Foo)).Count;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
