// finalizer that roots its object again
// held: static-event
public static class Fixture
{
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Make() => new Foo();

    public static Task RunAsync(IServiceProvider host)
    {
        Make();
        return Task.CompletedTask;
    }
}

public sealed class Foo
{
    ~Foo() => AppDomain.CurrentDomain.ProcessExit += Keep;

    private void Keep(object? sender, EventArgs e) { }
}
