// DispatchProxy over its own interface
using System.Reflection;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = DispatchProxy.Create<IFoo, Proxy>().Get(5);
        return Task.CompletedTask;
    }
}

public interface IFoo { int Get(int n); }

public class Proxy : DispatchProxy { protected override object? Invoke(MethodInfo? method, object?[]? args) => args![0]; }
