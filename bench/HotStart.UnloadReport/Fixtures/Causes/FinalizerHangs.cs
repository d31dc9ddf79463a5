// finalizer that hangs
// held: finalizer
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

public sealed class Foo { ~Foo() => new ManualResetEvent(false).WaitOne(); }
