// GCHandle, not freed
// held: gc-handle
using System.Runtime.InteropServices;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        GCHandle.Alloc(new Foo());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
